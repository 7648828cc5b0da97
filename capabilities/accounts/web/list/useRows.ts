import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Line } from '#web/table/types.ts'
import { accounts, rowsOptions } from './apis.ts'
import { askedColumns, pageOf, pastOf, queryOf, totalOf } from './ask.ts'
import { useFollow } from './useFollow.ts'
import type { ListState } from './useListState.ts'

/** A customer in the list with the facts that are shown. */
export type Row = { id: string; version: number; name: string; values: Record<string, FactAnswer> }
export type FactAnswer = number | string | boolean | readonly string[] | null

/** A group as the server counts it. */
export type GroupAnswer = { value: FactAnswer; condition: string; accounts: number; sums: Record<string, number> }

/** Both conditions at once. */
export function both(a: string, b: string): string {
  if (a.trim() === '') return b
  return b.trim() === '' ? a : `(${a}) && (${b})`
}

/** The rows of an ungrouped list, page after page, with how many match and what they sum up to. */
export function useRows(state: ListState) {
  const { content, waiting } = state
  const grouped = content.groupBy !== null
  const options = rowsOptions(state)
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData, enabled: !waiting && !grouped })
  useFollow(options.queryKey, (cursor) => pageOf(state, cursor), state.asOf === undefined)
  const total = useQuery(
    accounts.total.queryOptions({ input: totalOf(state), placeholderData: keepPreviousData, enabled: !waiting }),
  )
  const rows = useMemo<readonly Row[]>(() => {
    const seen = new Map<string, Row>()
    for (const page of list.data?.pages ?? []) for (const row of page.rows) seen.set(row.id, row)
    return [...seen.values()]
  }, [list.data])
  return { rows, list, total }
}

/** The groups of a grouped list, and the first rows of those that are open. */
export function useGroups(state: ListState, sums: readonly string[], open: ReadonlyMap<string, number>) {
  const { content } = state
  const which = { ...queryOf(state), ...pastOf(state) }
  const answer = useQuery(
    accounts.groups.queryOptions({
      input: { ...which, by: content.groupBy ?? '', sums: sums.join() || 'contract.arr' },
      enabled: content.groupBy !== null,
      placeholderData: keepPreviousData,
    }),
  )
  const groups = (answer.data?.groups ?? []) as readonly GroupAnswer[]
  const opened = useQueries({
    queries: groups
      .filter((group) => open.has(group.condition))
      .map((group) =>
        accounts.list.queryOptions({
          input: {
            ...which,
            condition: both(content.condition, group.condition),
            columns: askedColumns(content.columns),
            sort: content.sort,
            limit: Math.min(200, open.get(group.condition) ?? 50),
          },
          placeholderData: keepPreviousData,
        }),
      ),
  })
  return { answer, groups, opened }
}

/** Groups and the rows of open ones, one under the other. */
export function groupLines(
  groups: readonly GroupAnswer[],
  open: ReadonlyMap<string, number>,
  opened: readonly { data?: { rows: readonly Row[]; next: string | null } | undefined; isFetching: boolean }[],
  describe: (group: GroupAnswer) => { name: string; label: string; sums: Record<string, string> },
): Line<Row>[] {
  let at = 0
  return groups.flatMap((group): Line<Row>[] => {
    const isOpen = open.has(group.condition)
    const { name, label, sums } = describe(group)
    const head: Line<Row> = {
      kind: 'group',
      group: { key: group.condition, name, label, count: group.accounts, sums, open: isOpen },
    }
    if (!isOpen) return [head]
    const page = opened[at++]
    const rows = (page?.data?.rows ?? []).map((row): Line<Row> => ({ kind: 'row', row }))
    const more =
      !page?.data || page.data.next
        ? [{ kind: 'more' as const, key: group.condition, loading: page?.isFetching ?? true }]
        : []
    return [head, ...rows, ...more]
  })
}
