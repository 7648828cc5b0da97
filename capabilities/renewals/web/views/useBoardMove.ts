import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Columns, type ListAsked, type Renewal, rowsQuery } from '../apis.ts'
import { useUpdate } from '../useRenewalMoves.ts'
import { without, withOne } from './pages.ts'

export type Category = Columns[number]['category']

/** What one column of the board is asked for. */
export const columnAsked = (asked: ListAsked, category: Category): ListAsked => ({
  ...asked,
  status: 'open',
  category: category ?? 'none',
})

/** Moves a card to another column: seen at once, told with a way back. */
export function useBoardMove(asked: ListAsked) {
  const { t } = useTranslation(['renewalViews', 'renewals'])
  const queries = useQueryClient()
  const update = useUpdate()
  return (row: Renewal, category: Category): void => {
    if (row.category === category) return
    const keyOf = (of: Category) => rowsQuery(columnAsked(asked, of)).queryKey
    const [from, to] = [keyOf(row.category), keyOf(category)]
    // An answer that was asked for before would put the card back for a moment.
    for (const queryKey of [from, to]) void queries.cancelQueries({ queryKey })
    queries.setQueryData(from, (column) => column && without(column, row.id))
    queries.setQueryData(to, (column) => column && withOne(column, { ...row, category }))
    const column = t(`renewals:categories.${category ?? 'none'}`)
    void update(row, { category }, t('board.moved', { name: row.account.name, column }))
  }
}
