import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { type Tx, withheldIn } from '#platform/database/scope.ts'
import { parseSort } from '../core/listing.ts'
import type { ListCall } from './list.ts'
import type { View } from './views.ts'

/** Views as their reader can open them: what is withheld from them gives no order, and no groups. */
export async function usableViews(
  tx: Tx,
  { caller }: Pick<ListCall, 'caller'>,
  views: readonly View[],
): Promise<View[]> {
  if (withheldIn(tx).length === 0) return [...views]
  const catalogue = await factCatalogue(tx, caller.workspace)
  const isWithheld = (key: string) => catalogue.get(key)?.withheld !== undefined
  return views.map((view) => ({
    ...view,
    sort: isWithheld(parseSort(view.sort).key) ? 'account.name' : view.sort,
    groupBy: view.groupBy !== null && isWithheld(view.groupBy) ? null : view.groupBy,
  }))
}
