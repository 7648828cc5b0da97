import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { timeline } from '#capabilities/timeline/web/apis.ts'

/** The day each person at the customer was last met, by contact id. */
export function useTouches(accountId: string): ReadonlyMap<string, string> {
  const { data } = useQuery(timeline.touches.queryOptions({ input: { id: accountId } }))
  return useMemo(() => new Map((data?.rows ?? []).map((row) => [row.contactId, row.lastOn])), [data])
}
