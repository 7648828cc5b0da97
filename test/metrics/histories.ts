import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { fraction, inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { accountLedger, type LedgerView } from '#capabilities/revenue/core/ledger/ledger.ts'
import type { Interval, LineVersion, RevenueLine } from '#capabilities/revenue/core/ledger/line.ts'
import type { AccountLedger, Movement } from '#capabilities/revenue/core/ledger/movement.ts'
import { exchangeRates } from '#capabilities/revenue/core/ledger/rates.ts'
import { type Day, day } from '#kernel/day.ts'
import { moneyOf } from '#kernel/money.ts'

/** Amounts of cases are in dollars where they do not say otherwise. */
export const cents = (amount: number) => moneyOf(amount, 'USD').amount
export const dollars = (exact: bigint) => inMinorUnits(exact) / 100
export const unrounded = (exact: bigint) => Number(exact) / Number(fraction) / 100

const monthly: Interval = { unit: 'month', count: 1 }

/** A version of a line with what a case says of it. */
export function version(startOn: string, amount: number, over: Partial<LineVersion> = {}): LineVersion {
  const plain = { plan: null, trial: false, discount: null, endOn: null, interval: monthly }
  return { ...plain, id: `${startOn} ${amount}`, startOn: day(startOn), amount: cents(amount), ...over }
}

/** A line of one product that begins and goes on, unless a case says otherwise. */
export function line(versions: readonly LineVersion[], over: Partial<RevenueLine> = {}): RevenueLine {
  const plain = { kind: 'recurring', currency: 'USD', archived: false, coveredUntil: null, cancelledOn: null } as const
  return { ...plain, id: over.id ?? 'line', product: 'product', pauses: [], refunds: [], ...over, versions }
}

/** The view of a case: its conventions, until a day, in dollars. */
export function viewOf(conventions: Conventions, asOf: string, over: Partial<LedgerView> = {}): LedgerView {
  return { asOf: day(asOf), rates: exchangeRates('USD', []), conventions, ...over }
}

export const ledgerOf = (lines: readonly RevenueLine[], view: LedgerView, account = 'x'): AccountLedger =>
  accountLedger({ account, lines }, view)

/** A movement as cases tell it: expansion is one word there. */
export type Told = { at: Day; type: string; mrr: number }

/** Movements with the parts of each put together. */
export function told(movements: readonly Movement[]): Told[] {
  const type = ({ kind }: Movement) => (kind === 'upsell' || kind === 'cross_sell' ? 'expansion' : kind)
  return [...Map.groupBy(movements, (movement) => `${movement.on} ${type(movement)}`).values()].map((parts) => ({
    at: parts[0]!.on,
    type: type(parts[0]!),
    mrr: dollars(parts.reduce((sum, { amount }) => sum + amount, 0n)),
  }))
}

/** What movements of a kind came to within a month (YYYY-MM). Losses are positive. */
export function movedIn(movements: readonly Movement[], type: string, month: string): number {
  const sum = told(movements).filter((one) => one.type === type && one.at.startsWith(month))
  return Math.abs(sum.reduce((all, one) => all + one.mrr, 0))
}
