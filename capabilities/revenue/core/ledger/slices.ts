import { accountLedger, type LedgerView } from './ledger.ts'
import type { AccountLines } from './line.ts'
import type { AccountLedger } from './movement.ts'
import { neverCounted } from './notCounted.ts'

/** The ledger of an account under the filter of a product, or of one plan of it ('': all of them). */
export type SliceLedger = { readonly product: string; readonly plan: string; readonly ledger: AccountLedger }

/**
 * The ledgers of an account under each product it had and under each plan of them, where lines are counted at all. `whole` is
 * its ledger without a filter: that of the slice, too, where the account has nothing else.
 */
export function sliceLedgers(account: AccountLines, view: LedgerView, whole: AccountLedger): SliceLedger[] {
  const prices = account.lines
    .filter((line) => neverCounted(line) === null)
    .flatMap(({ product, versions }) => versions.map(({ plan }) => ({ product, plan: plan ?? '' })))
  const slices = new Map<string, { product: string; plan: string }>()
  for (const { product, plan } of prices)
    for (const slice of [
      { product, plan: '' },
      { product, plan },
    ])
      slices.set(JSON.stringify(slice), slice)
  return Array.from(slices.values(), (slice) => {
    const isIn = (product: string, plan: string | null) =>
      product === slice.product && (slice.plan === '' || plan === slice.plan)
    const isAll = prices.every(({ product, plan }) => isIn(product, plan))
    const within: LedgerView['within'] = (line, version) => isIn(line.product, version.plan)
    return { ...slice, ledger: isAll ? whole : accountLedger(account, { ...view, within }) }
  })
}
