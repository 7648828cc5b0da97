import { textSearch } from '#web/router/search.ts'

/**
 * The list's state in its address: `view` (id), `q` words, `c` condition, `cols` fact keys, `sort` (`-` before it for
 * descending), `by` what to group by (`none` to stop), `archived` (`only`), `asOf` a past day. What is left out is as the
 * view has it.
 */
export const listSearch = textSearch('view', 'q', 'c', 'cols', 'sort', 'by', 'archived', 'asOf')
export type ListSearch = ReturnType<typeof listSearch>

/** What a list shows. */
export type ListContent = { condition: string; columns: readonly string[]; sort: string; groupBy: string | null }

/** What the list shows before anybody saved a view. */
export const standard: ListContent = {
  condition: '',
  columns: [
    'health.score',
    'phase.key',
    'contract.arr',
    'contract.renewal_on',
    'account.owner',
    'contacts.decision_maker.days_since_touch',
    'phase.days',
    'cta.open_count',
  ],
  sort: '-contract.arr',
  groupBy: null,
}

/** The same for a reader: by name where amounts are hidden from them, for an order would tell of those. */
export function standardFor(seesMoney: boolean): ListContent {
  return seesMoney ? standard : byName
}

const byName: ListContent = { ...standard, sort: 'account.name' }

/** What is shown: the view's content under what the address says otherwise. */
export function contentOf(search: ListSearch, view: ListContent = standard): ListContent {
  return {
    condition: search.c === undefined ? view.condition : search.c === 'none' ? '' : search.c,
    columns: search.cols === undefined ? view.columns : search.cols.split(',').filter((key) => key !== ''),
    sort: search.sort ?? view.sort,
    groupBy: search.by === undefined ? view.groupBy : search.by === 'none' ? null : search.by,
  }
}

/** The address of a content: only what differs from the view stands in it. */
export function searchOf(
  content: ListContent,
  view: ListContent = standard,
): Omit<ListSearch, 'view' | 'q' | 'archived' | 'asOf'> {
  return {
    ...(content.condition === view.condition ? {} : { c: content.condition === '' ? 'none' : content.condition }),
    ...(content.columns.join() === view.columns.join() ? {} : { cols: content.columns.join() }),
    ...(content.sort === view.sort ? {} : { sort: content.sort }),
    ...(content.groupBy === view.groupBy ? {} : { by: content.groupBy ?? 'none' }),
  }
}
