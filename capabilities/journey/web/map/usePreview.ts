import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { maps, type Moving } from './apis.ts'
import type { Saving } from './useSaving.ts'

/** Whose phase publishing would change; what was typed last is kept first, so that it is what is asked about. */
export function usePreview(asked: {
  mapKey: string
  saving: Saving
  moving: Moving
  named: Record<string, string>
  limit: number
  ready: boolean
}) {
  const { mapKey, saving, moving, named, limit, ready } = asked
  // One for each opening: what facts say may have changed since the last.
  const opened = useMemo(() => crypto.randomUUID(), [])
  const answer = useQuery({
    // Not under the name of its route: computing all accounts after publishing would ask it again and again.
    queryKey: ['map preview', opened, moving, named, limit],
    queryFn: async () => maps.preview.call({ key: mapKey, revision: await saving.flush(), moving, named, limit }),
    enabled: ready,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return { preview: answer.data, error: answer.error, isBehind: answer.isFetching, retry: answer.refetch }
}
