import type { Day } from '#kernel/day.ts'
import { firstDayOf, type Month, monthAfter, monthOf } from '../calendar/month.ts'
import type { Exact } from '../fraction.ts'
import type { LineVersion } from './line.ts'
import { converted, type Ratio } from './rates.ts'
import type { Step } from './steps.ts'

/** What a line's own MRR does on a day: in its currency, and in the reporting one at the rate of the month. */
export type Change = {
  readonly on: Day
  readonly native: Exact
  readonly amount: Exact
  readonly version: LineVersion
  /** Set where only the rate moved, or went missing, or was found again. */
  readonly rate: 'fx' | 'uncounted' | null
}

/** A line's changes in order, and the months in which it had a price but its currency no rate. */
export type Valued = { readonly changes: readonly Change[]; readonly withoutRate: readonly Month[] }

/**
 * The changes of one line up to a month, at the rate of each month. Where `revalued`, what it counts is put at the new rate
 * at the beginning of a month; where there is none, it is out of the figures until there is one again.
 */
export function valued(
  steps: readonly Step[],
  until: Month,
  rateOf: (month: Month) => Ratio | null,
  revalued: boolean,
): Valued {
  const [changes, withoutRate] = [[] as Change[], new Set<Month>()]
  let [level, value, month] = [0n, 0n, steps[0] ? monthOf(steps[0].from) : until]
  let [ratio, version] = [rateOf(month), steps[0]?.version]
  const put = (to: Exact, on: Day, rate: Change['rate']) => {
    const worth = ratio === null ? 0n : converted(to, ratio)
    const change = { on, native: to - level, amount: worth - value, version: version!, rate }
    if (ratio === null && (to !== 0n || level !== 0n)) withoutRate.add(month)
    if (change.native !== 0n || change.amount !== 0n) changes.push(change)
    ;[level, value] = [to, worth]
  }
  const goOn = (to: Month) => {
    while (month < to) {
      const before = ratio
      month = level === 0n ? to : monthAfter(month)
      ratio = rateOf(month)
      put(level, firstDayOf(month), before === null || ratio === null ? 'uncounted' : 'fx')
    }
  }
  for (const step of steps) {
    if (revalued) goOn(monthOf(step.from))
    version = step.version
    put(step.level, step.from, null)
  }
  if (revalued) goOn(until)
  return { changes, withoutRate: [...withoutRate] }
}
