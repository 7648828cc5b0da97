import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { viewsQuery } from './apis.ts'
import { pastDayOf } from '#web/router/search.ts'
import { useSees } from '#web/session.ts'
import { contentOf, type ListContent, searchOf, standardFor } from './search.ts'

/** A saved view of the customer list. */
export type View = ListContent & {
  id: string
  version: number
  name: string
  sharing: 'private' | 'shared'
  ownerName: string
  mayChange: boolean
}

/** What the list shows at this moment, from its address, and how to show something else. */
export function useListState() {
  const seesMoney = useSees('money')
  const search = useSearch({ from: '/frame/customers' })
  const navigate = useNavigate({ from: '/customers' })
  const { data } = useQuery(viewsQuery)
  const views: readonly View[] = data?.rows ?? []
  const view = views.find((one) => one.id === search.view)
  const base: ListContent = view ?? standardFor(seesMoney)
  const past = pastDayOf(search)
  const content = useMemo(() => contentOf(search, base), [search, base])
  const change = useCallback(
    (part: Partial<ListContent>) =>
      void navigate({
        search: (now) => ({
          ...(now.view ? { view: now.view } : {}),
          ...(now.q ? { q: now.q } : {}),
          ...(now.archived ? { archived: now.archived } : {}),
          ...pastDayOf(now),
          ...searchOf({ ...contentOf(now, base), ...part }, base),
        }),
        replace: true,
      }),
    [navigate, base],
  )
  const setWords = useCallback(
    (q: string) => void navigate({ search: ({ q: _, ...now }) => (q ? { ...now, q } : now), replace: true }),
    [navigate],
  )
  const setArchived = useCallback(
    (only: boolean) =>
      void navigate({ search: ({ archived: _, ...now }) => (only ? { ...now, archived: 'only' } : now) }),
    [navigate],
  )
  const setAsOf = useCallback(
    (day: string | null) =>
      void navigate({ search: ({ asOf: _, ...now }) => (day ? { ...now, asOf: day } : now), replace: true }),
    [navigate],
  )
  return {
    views,
    /** The views are on the way, and one of them is asked for: what to show is not known yet. */
    waiting: search.view !== undefined && data === undefined,
    view,
    content,
    words: search.q ?? '',
    archived: search.archived === 'only' && !past.asOf,
    ...past,
    setAsOf,
    changed: Object.keys(searchOf(content, base)).length > 0,
    change,
    setWords,
    setArchived,
  }
}

export type ListState = ReturnType<typeof useListState>
