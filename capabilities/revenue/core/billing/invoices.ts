import { addDays, type Day } from '#kernel/day.ts'
import { type BilledItem, type Charge, chargesOf } from './charges.ts'
import { contractOf } from './contractOf.ts'
import type { Derived, DerivedContract, DerivedLine, DerivedVersion, Unused } from './derived.ts'
import { intervalOfPeriod } from './interval.ts'
import { joined } from './joined.ts'

/** The days on which subscriptions were cancelled, by their ids. */
export type Cancellations = ReadonlyMap<string, readonly Day[]>

/**
 * What the invoices of one customer come to: a contract for each subscription, a version for each price. Periods that follow
 * one another at one price are one version; the last one holds until the subscription is cancelled; where a period is left out,
 * nothing is sold. In which order invoices came makes no difference.
 */
export function contractsOfInvoices(items: readonly BilledItem[], cancellations: Cancellations): Derived {
  const products = productsOf(items)
  const unused: Unused[] = []
  const contracts: DerivedContract[] = []
  const bySubscription = [...Map.groupBy(items, ({ subscription }) => subscription)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  for (const [subscription, all] of bySubscription) {
    const currency = firstOf(all).currency
    const [same, others] = [all.filter((i) => i.currency === currency), all.filter((i) => i.currency !== currency)]
    unused.push(...others.map(({ invoice }) => ({ subject: invoice, rule: 'mixed_currency' as const })))
    const { charges, unused: left } = chargesOf(same)
    unused.push(...left)
    const product = products.get(setOf(firstOf(all))) ?? subscription
    const runs = runsOf(charges, cancellations.get(subscription) ?? [])
    const lines = runs.map((run, at) => lineOf(run, product, runs[at + 1]?.charges[0]?.start ?? null))
    const paidUntil = charges.findLast((charge) => charge.paid)?.end ?? null
    const contract = contractOf(subscription, currency, paidUntil, lines)
    if (contract) contracts.push(contract)
  }
  return { contracts, unused: unused.sort((a, b) => (`${a.rule} ${a.subject}` < `${b.rule} ${b.subject}` ? -1 : 1)) }
}

const setOf = ({ set, subscription }: BilledItem): string => (set === null ? `sub ${subscription}` : `set ${set}`)

const firstOf = (items: readonly BilledItem[]): BilledItem => items.toSorted(byBeginning)[0]!

const byBeginning = (a: BilledItem, b: BilledItem): number => {
  const [left, right] = [a, b].map(({ start, at, invoice, plan }) => `${start} ${at} ${invoice} ${plan}`)
  return left! < right! ? -1 : left! > right! ? 1 : 0
}

/** The product of a set of subscriptions is named by the plan that was sold first: a later plan is a change of it. */
function productsOf(items: readonly BilledItem[]): Map<string, string> {
  const products = new Map<string, string>()
  for (const item of items.toSorted(byBeginning))
    if (item.plan !== null && !products.has(setOf(item))) products.set(setOf(item), item.plan)
  return products
}

/** Charges from a beginning, or a return, until a cancellation. */
type Run = { charges: Charge[]; cancelledOn: Day | null }

function runsOf(charges: readonly Charge[], cancellations: readonly Day[]): Run[] {
  const runs: Run[] = []
  const days = cancellations.toSorted()
  for (const charge of charges) {
    const last = runs.at(-1)
    if (last && (last.cancelledOn === null || charge.start < last.cancelledOn)) last.charges.push(charge)
    else runs.push({ charges: [charge], cancelledOn: days.find((on) => on > charge.start) ?? null })
  }
  return runs
}

function lineOf({ charges, cancelledOn }: Run, product: string, back: Day | null): DerivedLine {
  const versions = joined(
    charges.map((charge, at) => versionOf(charge, endOf(charge, charges[at + 1], cancelledOn, back))),
  )
  return { key: charges[0]!.start, product, plan: charges.at(-1)!.plan, cancelledOn, pauses: [], refunds: [], versions }
}

/**
 * When a charge ceases to hold: where the next begins, though a day lie between (ends are often the last day of a period); else
 * with its period. The last goes on until it is cancelled, and then for as long as it is paid, or until the customer is back.
 */
function endOf({ end }: Charge, next: Charge | undefined, cancelledOn: Day | null, back: Day | null): Day | null {
  if (next) return next.start <= addDays(end, 1) ? next.start : end
  const last = cancelledOn !== null && cancelledOn < end ? end : cancelledOn
  return last !== null && back !== null && back < last ? back : last
}

function versionOf(charge: Charge, endOn: Day | null): DerivedVersion {
  return {
    startOn: charge.start,
    endOn,
    plan: charge.plan,
    quantity: charge.quantity,
    amount: charge.amount + charge.discount,
    interval: charge.interval ?? intervalOfPeriod(charge.start, charge.end),
    trial: false,
    // An invoice does not say how long a discount goes on: as long as there is no other price.
    discount: charge.discount > 0 ? { amount: charge.discount, until: null } : null,
  }
}
