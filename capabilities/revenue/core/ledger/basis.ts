import type { Day } from '#kernel/day.ts'
import { daysIn, lastDayOf, type Month, monthAfter, monthOf } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import { dividedBy } from '../fraction.ts'
import type { Step } from './steps.ts'

/** The steps of a line as they are compared: on their days, by month ends, or by what each month is charged for by the day. */
export function comparedSteps(steps: readonly Step[], compared: LedgerConventions['compared'], asOf: Day): Step[] {
  if (compared === 'changes') return [...steps]
  const byMonth = [...Map.groupBy(steps, (step) => monthOf(step.from))]
  return compared === 'month_ends'
    ? byMonth.map(([month, within]) => ({ ...within.at(-1)!, from: endOf(month, asOf) }))
    : billedDays(byMonth, asOf)
}

/** The last day of a month, or the day looked from where the month is not over. */
function endOf(month: Month, asOf: Day): Day {
  const last = lastDayOf(month)
  return last < asOf ? last : asOf
}

/** The mean over the days of each month in which something changes, and the full price in the month after it. */
function billedDays(byMonth: readonly [Month, Step[]][], asOf: Day): Step[] {
  const steps: Step[] = []
  let before: Step | undefined
  for (const [at, [month, within]] of byMonth.entries()) {
    steps.push({ ...within.at(-1)!, ...meanOf(month, within, before), from: endOf(month, asOf) })
    before = within.at(-1)!
    const next = monthAfter(month)
    if (byMonth[at + 1]?.[0] !== next && next <= monthOf(asOf)) steps.push({ ...before, from: endOf(next, asOf) })
  }
  return steps
}

function meanOf(month: Month, within: readonly Step[], before: Step | undefined): Pick<Step, 'level' | 'held'> {
  const days = BigInt(daysIn(month))
  let [level, held] = [0n, 0n]
  let [last, since] = [before, 1n]
  for (const step of [...within, null]) {
    const from = step === null ? days + 1n : BigInt(step.from.slice(8))
    level += (last?.level ?? 0n) * (from - since)
    held += (last?.held ?? 0n) * (from - since)
    if (step !== null) [last, since] = [step, from]
  }
  return { level: dividedBy(level, days), held: dividedBy(held, days) }
}
