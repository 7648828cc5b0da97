import type { Day } from '#kernel/day.ts'
import { dividedBy } from '../fraction.ts'
import type { Derived, DerivedLine, DerivedRefund } from './derived.ts'

/** A line of an invoice, as far as a refund may be of it; what is invoiced once has no subscription. */
export type InvoicePart = {
  readonly subscription: string | null
  readonly start: Day | null
  /** With tax, minor units. */
  readonly amount: number
  readonly tax: number
}

/** Money given back for an invoice: `amount` with tax, minor units; null: all of it. */
export type BilledRefund = {
  readonly transaction: string
  readonly on: Day
  readonly amount: number | null
  readonly parts: readonly InvoicePart[]
}

type RefundedPart = { readonly part: InvoicePart; readonly amount: number }

/**
 * Of which parts of its invoice a refund is, without tax. It says so where the invoice has one part, or where all of it is given
 * back; else nobody can know, and there are none.
 */
export function refundedParts({ amount, parts }: Pick<BilledRefund, 'amount' | 'parts'>): RefundedPart[] {
  const [first, ...others] = parts
  if (!first || parts.some((part) => part.amount < 0)) return []
  const whole = parts.reduce((sum, part) => sum + part.amount, 0)
  if (amount === null || amount === whole)
    return parts.flatMap((part) => (part.amount > part.tax ? { part, amount: part.amount - part.tax } : []))
  if (others.length > 0 || amount <= 0 || amount > whole) return []
  const net = Number(dividedBy(BigInt(amount) * BigInt(first.amount - first.tax), BigInt(first.amount)))
  return net > 0 ? [{ part: first, amount: net }] : []
}

/** Contracts with what was given back for their lines: for the one that was sold when the period began which was invoiced. */
export function withRefunds(derived: Derived, refunds: readonly BilledRefund[]): Derived {
  const known = refunds.flatMap(({ transaction, on, ...of }) =>
    refundedParts(of).map(({ part, amount }) => ({ part, transaction, on, amount })),
  )
  if (known.length === 0) return derived
  const contracts = derived.contracts.map((contract) => ({
    ...contract,
    lines: contract.lines.map((line) => {
      const own = known.filter(({ part }) => part.subscription === contract.subscription && isSoldOn(line, part.start))
      return { ...line, refunds: summed(own) }
    }),
  }))
  return { ...derived, contracts }
}

function isSoldOn({ versions }: DerivedLine, on: Day | null): boolean {
  return on !== null && versions.some(({ startOn, endOn }) => startOn <= on && (endOn === null || on < endOn))
}

/** Several parts of one refund are one refund of the line. */
function summed(own: readonly DerivedRefund[]): DerivedRefund[] {
  return [...Map.groupBy(own, ({ transaction }) => transaction).values()].map((all) => ({
    transaction: all[0]!.transaction,
    on: all[0]!.on,
    amount: all.reduce((sum, { amount }) => sum + amount, 0),
  }))
}
