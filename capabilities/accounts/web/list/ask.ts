import type { ListContent } from './search.ts'

/** Which customers a list is about, and what it shows of them. */
export type Asking = {
  content: ListContent
  words: string
  archived: boolean
  /** The past day whose end is asked about; left out: now. */
  asOf?: string
}

const pageSize = 100

/** Facts to ask for: those that are shown, the grade that colours a score, and whether it is overridden. */
export function askedColumns(columns: readonly string[]): string {
  const beside = columns.includes('health.score') ? ['health.grade', 'health.overridden_until'] : []
  return [...columns, ...beside.filter((key) => !columns.includes(key))].join()
}

/** The past day, where one is asked about. */
export const pastOf = ({ asOf }: Asking) => (asOf ? { asOf } : {})

/** Which accounts the list is about. */
export function queryOf({ content, words, archived }: Asking) {
  return {
    ...(content.condition ? { condition: content.condition } : {}),
    ...(words ? { search: words } : {}),
    archived: archived ? ('only' as const) : ('without' as const),
  }
}

/** What is asked of the server for a page of the list. */
export function pageOf(asking: Asking, cursor?: string) {
  return {
    ...queryOf(asking),
    columns: askedColumns(asking.content.columns),
    sort: asking.content.sort,
    limit: pageSize,
    ...pastOf(asking),
    ...(cursor ? { cursor } : {}),
  }
}

/** What is asked of the server for the head of the list. */
export const totalOf = (asking: Asking) => ({
  ...queryOf(asking),
  sums: 'contract.arr',
  ...pastOf(asking),
})
