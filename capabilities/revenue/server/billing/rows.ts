import type { Derived, DerivedVersion } from '#capabilities/revenue/core/billing/derived.ts'
import { keptInterval } from '#capabilities/revenue/core/billing/interval.ts'
import type { AccountId } from '#kernel/id.ts'
import { stableId } from './stableId.ts'

/** What one customer of a billing system comes to, and the account that it is. */
export type OfCustomer = { readonly customer: string; readonly account: AccountId; readonly derived: Derived }

/** The contract that a subscription of a data source is: it has the subscription's own id. */
export const contractId = (dataSource: string, subscription: string) =>
  stableId('subscription', dataSource, subscription)

/** What customers come to, as rows of contracts, lines, versions, pauses and refunds. */
export function rowsOf(dataSource: string, all: readonly OfCustomer[]) {
  const contracts = all.flatMap(({ account, derived }) =>
    derived.contracts.map((one) => ({
      id: contractId(dataSource, one.subscription),
      account_id: account,
      name: one.subscription,
      currency: one.currency,
      start_on: one.startOn,
      end_on: one.endOn,
      auto_renews: one.autoRenews,
      renewal_months: one.renewalMonths,
      derived: one.lines,
    })),
  )
  const lines = contracts.flatMap(({ id, account_id, derived }) =>
    derived.map((line) => ({
      id: stableId('line', id, line.key),
      contract_id: id,
      account_id,
      product: line.product,
      plan: line.plan,
      cancelled_on: line.cancelledOn,
      derived: line,
    })),
  )
  return {
    contracts: contracts.map(({ derived: _derived, ...row }) => row),
    lines: lines.map(({ derived: _derived, ...row }) => row),
    versions: lines.flatMap(({ id, account_id, derived }) =>
      derived.versions.map((version) => ({ line_id: id, account_id, ...versionRow(id, version) })),
    ),
    pauses: lines.flatMap(({ id, account_id, derived }) =>
      derived.pauses.map(({ startOn, endOn }) => ({
        id: stableId('pause', id, startOn),
        line_id: id,
        account_id,
        start_on: startOn,
        end_on: endOn,
      })),
    ),
    refunds: lines.flatMap(({ id, account_id, derived }) =>
      derived.refunds.map(({ transaction, on, amount }) => ({
        id: stableId('refund', id, transaction),
        line_id: id,
        account_id,
        transaction_id: transaction,
        refunded_on: on,
        amount,
      })),
    ),
  }
}

function versionRow(line: string, { interval, discount, ...version }: DerivedVersion) {
  const { unit, count } = keptInterval(interval)
  return {
    id: stableId('version', line, version.startOn),
    start_on: version.startOn,
    end_on: version.endOn,
    plan: version.plan,
    quantity: version.quantity,
    amount: version.amount,
    interval_count: count,
    interval_unit: unit,
    trial: version.trial,
    discount_percent: discount && 'percent' in discount ? discount.percent : null,
    discount_amount: discount && 'amount' in discount ? discount.amount : null,
    discount_until: discount?.until ?? null,
  }
}
