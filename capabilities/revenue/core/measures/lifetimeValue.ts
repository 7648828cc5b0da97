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
  curve: readonly Step[],
  tenure: number,
  { months, discountPerYear }: Horizon,
): { value: number; months: number } {
  const now = keptBeyond(curve, tenure)
  const ahead = Array.from({ length: now > 0 ? months : 0 }, (_, month) => month + 1)
  const there = ahead.map((month) => keptBeyond(curve, tenure + month) / now)
  const worth = ahead.map((month) => (mrr * margin * there[month - 1]!) / (1 + discountPerYear) ** (month / 12))
  return { value: sum(worth), months: sum(there) }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
