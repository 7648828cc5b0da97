import { firstDayOf, type Month, monthAfter } from '../calendar/month.ts'
import type { MeasureConventions } from '../conventions.ts'
import { type Exact, quotient } from '../fraction.ts'
import type { AccountLedger, MovementKind } from '../ledger/movement.ts'

/** What one account counted at the beginning of a period, and what of it there is at the end. */
export type Kept = { readonly then: Exact; readonly now: Exact }

/** Retention of the accounts that paid at the beginning: nobody who came later is in it. */
export type Retention = {
  readonly accounts: number
  readonly then: Exact
  readonly now: Exact
  readonly nrr: number | null
  readonly grr: number | null
  /** The share of the accounts that still pays. */
  readonly logos: number | null
}

/**
 * NRR, GRR and logo retention of a fixed cohort; GRR takes each account for no more than it was (SaaS Capital; Confluent
 * 10-K).
 */
export function retentionOfCohort(accounts: Iterable<Kept>): Retention {
  let [count, still, then, now, capped] = [0, 0, 0n, 0n, 0n]
  for (const account of accounts) {
    if (account.then <= 0n) continue
    count++
    if (account.now > 0n) still++
    then += account.then
    now += account.now
    capped += account.now < account.then ? account.now : account.then
  }
  const logos = count === 0 ? null : still / count
  return { accounts: count, then, now, nrr: quotient(now, then), grr: quotient(capped, then), logos }
}

const apart: ReadonlySet<MovementKind> = new Set(['fx', 'uncounted'])

/**
 * What an account counted before the first month of a period and counts after the last, exchange rates apart: only what was
 * bought and given up. Whoever left and came back counts again, or not, as it is settled; who is new again does not.
 */
export function keptOver(
  { movements, stays }: AccountLedger,
  from: Month,
  to: Month,
  { reactivationInRetention }: Pick<MeasureConventions, 'reactivationInRetention'>,
): Kept {
  const [begins, ends] = [firstDayOf(from), firstDayOf(monthAfter(to))]
  const leftOut = reactivationInRetention === 'left_out'
  const anew = stays.find(({ from: on, kind }) => on >= begins && on < ends && (kind === 'new' || leftOut))?.from
  let [then, now] = [0n, 0n]
  for (const { on, kind, amount } of movements) {
    if (on >= ends) break
    if (on < begins) then += amount
    if (on < begins || (!apart.has(kind) && (anew === undefined || on < anew))) now += amount
  }
  return { then, now }
}
