import { accountLedger, type LedgerView } from './ledger.ts'
import type { AccountLines } from './line.ts'
import type { AccountLedger } from './movement.ts'
import { neverCounted } from './notCounted.ts'

/** A product, or one plan of it ('': all of them), under which revenue is looked at. */
export type Slice = { readonly product: string; readonly plan: string }

/** The ledger of an account under one filter; null: the account has nothing else, it is its whole ledger. */
export type SliceLedger = Slice & { readonly ledger: AccountLedger | null }

/** The ledgers of an account under the filter of each product it had and of each plan of them, where lines are counted at all. */
export function sliceLedgers(account: AccountLines, view: LedgerView): SliceLedger[] {
  const prices = account.lines
    .filter((line) => neverCounted(line) === null)
    .flatMap(({ product, versions }) => versions.map(({ plan }) => ({ product, plan: plan ?? '' })))
  const slices = new Map<string, Slice>()
  for (const { product, plan } of prices)
    for (const slice of [
      { product, plan: '' },
      { product, plan },
    ])
      slices.set(JSON.stringify(slice), slice)
  return Array.from(slices.values(), (slice) => {
    const isIn = (product: string, plan: string | null) =>
      product === slice.product && (slice.plan === '' || plan === slice.plan)
    const whole = prices.every(({ product, plan }) => isIn(product, plan))
    const within: LedgerView['within'] = (line, version) => isIn(line.product, version.plan)
    return { ...slice, ledger: whole ? null : accountLedger(account, { ...view, within }) }
  })
}
