import { type Month, monthAfter } from '../calendar/month.ts'
import type { MeasureConventions } from '../conventions.ts'
import type { MovementKind } from '../ledger/movement.ts'
import type { PeriodFigures } from './figures.ts'
import { retentionOfMovements, type Share } from './revenueRates.ts'

/**
 * What an account moved by in a month, by kind. `since` is the month in which it last came as somebody new until then (null if that
 * was never): whoever is new again is not who paid before.
 */
export type MovedMonth = {
  readonly account: string
  readonly month: Month
  readonly kind: MovementKind
  readonly since: Month | null
  readonly amount: number
}

/** Retention over the twelve months that end with one. Amounts are in the unit of what was moved. */
export type TrendPoint = {
  readonly month: Month
  readonly accounts: number
  /** Of the accounts, those that still pay. */
  readonly still: number
  readonly then: number
  readonly now: number
  /** What they count now, each for no more than it did then. */
  readonly capped: number
  /** What all customers moved by in those months, whoever they are; null where it is the accounts themselves that are followed. */
  readonly flow: Flow | null
  readonly nrr: Share
  readonly grr: Share
  readonly logos: Share
}

type Settled = Pick<MeasureConventions, 'retention' | 'reactivationInRetention'>
type Flow = Pick<PeriodFigures, 'expansion' | 'reactivation' | 'contraction' | 'churn'>
type Sums = { accounts: number; still: number; then: number; now: number; capped: number; flow: Flowing }
type Flowing = { -readonly [Kind in keyof Flow]: Flow[Kind] }

const window = 12 // months
const apart: ReadonlySet<MovementKind> = new Set(['fx', 'uncounted'])
const nothing = (): Sums => ({
  accounts: 0,
  still: 0,
  then: 0,
  now: 0,
  capped: 0,
  flow: { expansion: 0, reactivation: 0, contraction: 0, churn: 0 },
})

/**
 * NRR, GRR and logo retention over the twelve months to each month, of everybody (the key '') and of each group an account
 * is in, in one pass. `moved` comes account by account, each in order; see `keptOver` for what counts.
 */
export function retentionTrend(
  moved: readonly MovedMonth[],
  months: readonly Month[],
  groupsOf: (account: string) => readonly string[],
  conventions: Settled,
): Map<string, TrendPoint[]> {
  const groups = new Map<string, Sums[]>([['', months.map(nothing)]])
  const begins = months.map((month) => monthAfter(month, 1 - window))
  for (let from = 0, to = 0; from < moved.length; from = to) {
    const { account } = moved[from]!
    while (to < moved.length && moved[to]!.account === account) to++
    const own = moved.slice(from, to)
    const into = ['', ...groupsOf(account)].map(
      (key) => groups.get(key) ?? groups.set(key, months.map(nothing)).get(key)!,
    )
    for (const [at, month] of months.entries()) {
      const sums = into.map((group) => group[at]!)
      addAccount(own, begins[at]!, month, sums)
    }
  }
  return new Map([...groups].map(([key, sums]) => [key, sums.map((sum, at) => pointOf(months[at]!, sum, conventions))]))
}

/** Adds what one account did from one month to another to every sum. */
function addAccount(own: readonly MovedMonth[], from: Month, to: Month, into: readonly Sums[]): void {
  let [then, kept] = [0, 0]
  for (const moved of own) {
    if (moved.month > to) break
    if (moved.month < from) {
      then += moved.amount
      continue
    }
    for (const { flow } of into) addFlow(flow, moved)
    if ((moved.since ?? '') < from && !apart.has(moved.kind)) kept += moved.amount
  }
  if (then <= 0) return
  const now = then + kept
  for (const sums of into) {
    sums.accounts++
    sums.still += now > 0 ? 1 : 0
    sums.then += then
    sums.now += now
    sums.capped += Math.min(now, then)
  }
}

function addFlow(flow: Flowing, { kind, amount }: MovedMonth): void {
  if (kind === 'upsell' || kind === 'cross_sell') flow.expansion += amount
  else if (kind === 'reactivation') flow.reactivation += amount
  else if (kind === 'contraction') flow.contraction -= amount
  else if (kind === 'churn') flow.churn -= amount
}

function pointOf(month: Month, sums: Sums, conventions: Settled): TrendPoint {
  const { accounts, still, then, now, capped, flow } = sums
  const logos = accounts === 0 ? null : still / accounts
  if (conventions.retention === 'movements') {
    const figures = { opening: then, new: 0, fx: 0, ...flow }
    return { ...sums, month, ...retentionOfMovements(figures, conventions), logos }
  }
  const of = (part: number): Share => (then > 0 ? part / then : null)
  return { ...sums, month, flow: null, nrr: of(now), grr: of(capped), logos }
}
