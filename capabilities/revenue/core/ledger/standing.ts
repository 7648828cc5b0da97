import { type Day, daysBetween } from '#kernel/day.ts'
import type { Currency } from '#kernel/money.ts'
import { monthOf } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import type { Exact } from '../fraction.ts'
import type { Step } from './steps.ts'

/** A line as far as it tells whether its account is a customer. */
export type StandingLine = { readonly product: string; readonly currency: Currency; readonly steps: readonly Step[] }

/** A step of a line, by its place among the lines of the account. */
export type Turn = { readonly at: number; readonly step: Step }

/** From when until when an account was a customer, and as what it came. `ignored`: as if it had never been there. */
export type Stay = {
  readonly from: Day
  readonly until: Day | null
  readonly kind: 'new' | 'reactivation' | 'ignored'
}

/** The days on which something of an account changes, in order, with what does. */
export function turnsByDay(lines: readonly StandingLine[]): [Day, Turn[]][] {
  const turns = lines.flatMap(({ steps }, at) => steps.map((step): Turn => ({ at, step })))
  return [...Map.groupBy(turns, ({ step }) => step.from)].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A stretch with MRR in any currency; `clean`: nothing at all was counted before it and after it. */
type Stretch = { from: Day; until: Day | null; clean: boolean }

/** When an account was a customer: from MRR above 0 in any currency until it is back at 0. */
export function staysOf(
  lines: readonly StandingLine[],
  days: readonly [Day, readonly Turn[]][],
  conventions: Pick<LedgerConventions, 'pauses' | 'signUpAndChurnInAMonth' | 'reactivatedWithinDays'>,
): Stay[] {
  const stays: Stay[] = []
  let left: Day | null = null
  for (const { from, until, clean } of stretches(lines, days, conventions.pauses)) {
    const late = left !== null && isLate(daysBetween(left, from), conventions.reactivatedWithinDays)
    const kind = left === null || late ? 'new' : 'reactivation'
    const short = kind === 'new' && clean && until !== null && monthOf(from) === monthOf(until)
    const ignored = short && conventions.signUpAndChurnInAMonth === 'ignored'
    stays.push({ from, until, kind: ignored ? 'ignored' : kind })
    if (!ignored) left = until
  }
  return stays
}

const isLate = (days: number, within: number | null) => within !== null && days > within

function stretches(
  lines: readonly StandingLine[],
  days: readonly [Day, readonly Turn[]][],
  pauses: LedgerConventions['pauses'],
): Stretch[] {
  const levels = lines.map((): Exact => 0n)
  const totals = new Map<Currency, Exact>()
  const found: Stretch[] = []
  let [paying, counting] = [false, 0]
  for (const [on, turns] of days) {
    const clean = counting === 0
    for (const { at, step } of turns) {
      const level = pauses === 'contraction' ? step.level + step.held : step.level
      const { currency } = lines[at]!
      counting += Number(level !== 0n) - Number(levels[at] !== 0n)
      totals.set(currency, (totals.get(currency) ?? 0n) + level - levels[at]!)
      levels[at] = level
    }
    const pays = totals.values().some((total) => total > 0n)
    const last = found.at(-1)
    if (pays && !paying) found.push({ from: on, until: null, clean })
    if (!pays && paying && last) Object.assign(last, { until: on, clean: last.clean && counting === 0 })
    paying = pays
  }
  return found
}
