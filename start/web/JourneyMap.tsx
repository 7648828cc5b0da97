import { useQuery } from '@tanstack/react-query'
import type { contentContract } from '#capabilities/content/contract.ts'
import { type LinkSources, LinkSourcesContext } from '#capabilities/journey/web/map/links.ts'
import { MapPage } from '#capabilities/journey/web/map/MapPage.tsx'
import type { plansContract } from '#capabilities/plans/contract.ts'
import { api } from '#web/client.ts'

const plans = api<typeof plansContract>('plans')
const content = api<typeof contentContract>('content')
const soon = { staleTime: 60_000 }

const sources: LinkSources = {
  usePlans: () => {
    const { data } = useQuery(plans.templates.queryOptions(soon))
    return (data?.templates ?? []).map(({ key, name }) => ({ key, label: name }))
  },
  useContent: () => {
    const { data } = useQuery(content.names.queryOptions(soon))
    return (data?.items ?? []).flatMap(({ key, title, retired }) => (retired ? [] : [{ key, label: title }]))
  },
}

/** The editor of a journey map, with what stands above the journey and is used at places of it. */
export function JourneyMap() {
  return (
    <LinkSourcesContext value={sources}>
      <MapPage />
    </LinkSourcesContext>
  )
}
