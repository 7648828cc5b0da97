import { keptBeyond, type Step } from '../survival/kaplanMeier.ts'
import { expectedLifetime } from './customers.ts'
import type { Share } from './revenueRates.ts'

/** Price × frequency × duration: what a customer pays who stays so many months (HeaR). */
export function valueByDuration(price: number, timesPerMonth: number, months: number): number {
  return price * timesPerMonth * months
}

/** ARPA ÷ churn, by margin where it is known; null where nobody leaves, for then there is no end to it (ChartMogul). */
export function valueByChurn(arpa: number, monthlyChurn: number, margin = 1): Share {
  const months = expectedLifetime(monthlyChurn)
  return months === null ? null : arpa * margin * months
}

/** How a value to come is discounted: by a share a year, and no further than so many months. */
export type Horizon = { readonly months: number; readonly discountPerYear: number }

/**
 * What an account that has stayed for `tenure` months is worth from now on: each month's MRR by margin, by the share of
 * those who stayed so long that stay until then (Kaplan–Meier), discounted; and how many months of it are expected.
 */
export function valueBySurvival(
  mrr: number,
  margin: number,
  curve: Kept,
  tenure: number,
  horizon: Horizon,
): { value: number; months: number } {
  const ahead = monthsAhead(curve, tenure, horizon)
  return { value: mrr * margin * sum(ahead.map(({ weight }) => weight)), months: sum(ahead.map(({ there }) => there)) }
}

/** The same for one of MRR, so many months at a time: how many of them are expected, and what they weigh discounted. */
export function expectedBy(
  span: number,
  curve: Kept,
  tenure: number,
  horizon: Horizon,
): { months: number; weight: number }[] {
  const ahead = monthsAhead(curve, tenure, horizon)
  return Array.from({ length: Math.ceil(ahead.length / span) }, (_, at) => {
    const own = ahead.slice(at * span, at * span + span)
    return { months: sum(own.map(({ there }) => there)), weight: sum(own.map(({ weight }) => weight)) }
  })
}

/** What is kept from which time on. */
type Kept = readonly Pick<Step, 'time' | 'kept'>[]

/** Month by month from now on: the share that is still there, and what that weighs discounted. */
function monthsAhead(curve: Kept, tenure: number, { months, discountPerYear }: Horizon) {
  const now = keptBeyond(curve, tenure)
  return Array.from({ length: now > 0 ? months : 0 }, (_, at) => {
    const there = keptBeyond(curve, tenure + at + 1) / now
    return { there, weight: there / (1 + discountPerYear) ** ((at + 1) / 12) }
  })
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
