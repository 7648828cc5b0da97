import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { contentContract } from '#capabilities/content/contract.ts'
import { type LinkChoices, LinkChoicesContext } from '#capabilities/journey/web/map/links.ts'
import { MapPage } from '#capabilities/journey/web/map/MapPage.tsx'
import type { plansContract } from '#capabilities/plans/contract.ts'
import { api } from '#web/client.ts'

const plans = api<typeof plansContract>('plans')
const content = api<typeof contentContract>('content')
const soon = { staleTime: 60_000 }

/** The editor of a journey map, with what stands above the journey and is used at places of it. */
export function JourneyMap() {
  const templates = useQuery(plans.templates.queryOptions(soon)).data
  const items = useQuery(content.names.queryOptions(soon)).data
  const choices = useMemo<LinkChoices>(
    () => ({
      plans: (templates?.templates ?? []).map(({ key, name }) => ({ key, label: name })),
      content: (items?.items ?? []).flatMap(({ key, title, retired }) => (retired ? [] : [{ key, label: title }])),
    }),
    [templates, items],
  )
  return (
    <LinkChoicesContext value={choices}>
      <MapPage />
    </LinkChoicesContext>
  )
}
