import { type Day, daysBetween } from '#kernel/day.ts'
import type { Currency } from '#kernel/money.ts'
import { monthOf } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import type { Exact } from '../fraction.ts'
import type { Stay } from './movement.ts'
import type { Step } from './steps.ts'

/** A line as far as it tells whether its account is a customer. */
export type StandingLine = { readonly product: string; readonly currency: Currency; readonly steps: readonly Step[] }

/** A step of a line, by its place among the lines of the account. */
export type Turn = { readonly at: number; readonly step: Step }

/** A stay as it is found. `ignored`: as if it had never been. */
export type Found = Omit<Stay, 'kind'> & { readonly kind: Stay['kind'] | 'ignored' }

/** The days on which something of an account changes, in order, with what does. */
export function turnsByDay(lines: readonly StandingLine[]): [Day, Turn[]][] {
  const turns = lines.flatMap(({ steps }, at) => steps.map((step): Turn => ({ at, step })))
  return [...Map.groupBy(turns, ({ step }) => step.from)].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A stretch with MRR in any currency; `clean`: nothing at all was counted before it and after it. */
type Stretch = { from: Day; until: Day | null; clean: boolean }

/**
 * When an account was a customer: from MRR above 0 in any currency until it is back at 0. A pause that is no churn does not end
 * a stay, nor does it begin one.
 */
export function staysOf(
  lines: readonly StandingLine[],
  days: readonly [Day, readonly Turn[]][],
  conventions: Pick<LedgerConventions, 'pauses' | 'signUpAndChurnInAMonth' | 'reactivatedWithinDays'>,
): Found[] {
  const stays: Found[] = []
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
  const current = lines.map((): Pick<Step, 'level' | 'held'> => ({ level: 0n, held: 0n }))
  const [paid, kept] = [new Map<Currency, Exact>(), new Map<Currency, Exact>()]
  const found: Stretch[] = []
  let [there, counting] = [false, 0]
  for (const [on, turns] of days) {
    const clean = counting === 0
    for (const { at, step } of turns) {
      const { currency } = lines[at]!
      const [level, held] = [step.level - current[at]!.level, step.held - current[at]!.held]
      paid.set(currency, (paid.get(currency) ?? 0n) + level)
      kept.set(currency, (kept.get(currency) ?? 0n) + level + (pauses === 'contraction' ? held : 0n))
      counting += Number(step.level !== 0n) - Number(current[at]!.level !== 0n)
      current[at] = step
    }
    const still = (there ? kept : paid).values().some((total) => total > 0n)
    const last = found.at(-1)
    if (still && !there) found.push({ from: on, until: null, clean })
    if (!still && there && last) Object.assign(last, { until: on, clean: last.clean && counting === 0 })
    there = still
  }
  return found
}
