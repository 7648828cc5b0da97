import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLive } from '#web/live/useLive.ts'
import { accounts } from './apis.ts'

type Page = Awaited<ReturnType<typeof accounts.list.call>>
type Ask = (cursor: string | undefined) => Parameters<typeof accounts.list.call>[0]

const soon = 120
const rest = 1000

/**
 * Keeps the figures of a list true while somebody reads it: pages with a changed customer are asked for again and their
 * values put in place. Rows stay where they are; the order is made anew when the list is next opened or sorted. The past
 * does not change: its list follows nothing.
 */
export function useFollow(queryKey: readonly unknown[], ask: Ask, follows: boolean): void {
  const queries = useQueryClient()
  const changed = useRef<Set<string>>(new Set())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])

  const refresh = async () => {
    const ids = changed.current
    changed.current = new Set()
    const data = queries.getQueryData<InfiniteData<Page, string | undefined>>(queryKey)
    const stale = (data?.pages ?? []).flatMap((page, at) =>
      ids.size === 0 || page.rows.some((row) => ids.has(row.id)) ? [at] : [],
    )
    const fresh = await Promise.all(stale.slice(0, 4).map((at) => accounts.list.call(ask(data?.pageParams[at]))))
    const values = new Map(fresh.flatMap((page) => page.rows).map((row) => [row.id, row]))
    queries.setQueryData<InfiniteData<Page, string | undefined>>(queryKey, (now) =>
      now
        ? {
            ...now,
            pages: now.pages.map((page) => ({ ...page, rows: page.rows.map((row) => values.get(row.id) ?? row) })),
          }
        : now,
    )
    void queries.invalidateQueries({ queryKey: accounts.total.key() })
    void queries.invalidateQueries({ queryKey: accounts.groups.key() })
  }

  useLive('account', ({ ids }) => {
    if (!follows) return
    for (const id of ids) changed.current.add(id)
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined
        last.current = Date.now()
        void refresh().catch(() => undefined)
      },
      Math.max(soon, rest - (Date.now() - last.current)),
    )
  })
}
