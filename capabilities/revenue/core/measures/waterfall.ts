import { firstDayOf, type Month, monthOf, monthsFrom } from '../calendar/month.ts'
import type { Exact } from '../fraction.ts'
import { type AccountLedger, type MovementKind, movementKinds } from '../ledger/movement.ts'

/**
 * What one kind of movement came to in a month: exactly, and of how many accounts. Whoever comes or leaves twice in a month
 * counts twice.
 */
export type KindSum = { amount: Exact; accounts: number }

/** A month from what MRR it began with to what it ended with: opening + all kinds = closing. */
export type MonthBridge = {
  readonly month: Month
  readonly opening: Exact
  readonly kinds: Readonly<Record<MovementKind, KindSum>>
  readonly closing: Exact
  /** How many accounts paid at its beginning and at its end. */
  readonly customers: { readonly opening: number; readonly closing: number }
}

/** By how many each kind changes the number of customers: who comes and who leaves, nobody else. */
export const comesOrGoes: Partial<Record<MovementKind, 1 | -1>> = { new: 1, reactivation: 1, churn: -1 }

/** What ledgers come to by month, without where a month began: to be added to and taken from, one account at a time. */
export type MonthSums = Map<Month, Record<MovementKind, KindSum>>

/** A month in which nothing moved. */
export const noSums = () =>
  Object.fromEntries(movementKinds.map((kind) => [kind, { amount: 0n, accounts: 0 }])) as Record<MovementKind, KindSum>

/** Adds what one account did to the sums, or (-1) takes it out: the sums are then as if it had never been in. */
export function addLedger(sums: MonthSums, { movements, stays }: AccountLedger, times: 1 | -1 = 1): void {
  const seen = new Set<string>()
  const count = (month: Month, kind: MovementKind) => (sumsOf(sums, month)[kind].accounts += times)
  for (const { on, kind, amount } of movements) {
    const month = monthOf(on)
    sumsOf(sums, month)[kind].amount += times < 0 ? -amount : amount
    const once = `${month} ${kind}`
    if (!comesOrGoes[kind] && !seen.has(once)) count(month, kind)
    seen.add(once)
  }
  for (const { from, until, kind } of stays) {
    count(monthOf(from), kind)
    if (until !== null) count(monthOf(until), 'churn')
  }
}

function sumsOf(sums: MonthSums, month: Month): Record<MovementKind, KindSum> {
  const there = sums.get(month) ?? noSums()
  sums.set(month, there)
  return there
}

/** The bridge of each month of a stretch; what was before it is in the opening of the first. */
export function bridges(sums: MonthSums, from: Month, to: Month): MonthBridge[] {
  let [closing, customers] = [0n, 0]
  for (const [month, sum] of sums) {
    if (month >= from) continue
    closing += movedIn(sum)
    customers += gainedIn(sum)
  }
  return monthsFrom(from, to).map((month) => {
    const kinds = sums.get(month) ?? noSums()
    const opening = { mrr: closing, customers }
    closing += movedIn(kinds)
    customers += gainedIn(kinds)
    return {
      month,
      opening: opening.mrr,
      kinds,
      closing,
      customers: { opening: opening.customers, closing: customers },
    }
  })
}

const movedIn = (kinds: Record<MovementKind, KindSum>): Exact =>
  movementKinds.reduce((sum, kind) => sum + kinds[kind].amount, 0n)

const gainedIn = (kinds: Record<MovementKind, KindSum>): number =>
  movementKinds.reduce((sum, kind) => sum + kinds[kind].accounts * (comesOrGoes[kind] ?? 0), 0)

/** The waterfall by month of any number of accounts, in one pass over them. */
export function waterfall(ledgers: Iterable<AccountLedger>, from: Month, to: Month): MonthBridge[] {
  const sums: MonthSums = new Map()
  for (const ledger of ledgers) addLedger(sums, ledger)
  return bridges(sums, from, to)
}

/** What an account counted by the end of the day before a month began. */
export function openingOf({ movements }: AccountLedger, month: Month): Exact {
  const first = firstDayOf(month)
  return movements.reduce((sum, { on, amount }) => (on < first ? sum + amount : sum), 0n)
}
