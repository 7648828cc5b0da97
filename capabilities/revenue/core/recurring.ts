import type { Day } from '#kernel/day.ts'
import { amountOver, holds, type Price, sumRates } from './mrr.ts'

/** The ARR of recurring prices that hold on a day, minor units of their currency; trials count nothing. */
export function arrOn(prices: readonly Price[], on: Day): number {
  const paid = prices.filter((price) => !price.trial && holds(price, on))
  const rates = paid.map((price) => ({ numerator: BigInt(price.amount), denominator: BigInt(price.intervalMonths) }))
  return amountOver(sumRates(rates), 12)
}

/** Whether anything recurring that is paid for holds on a day. */
export function sellsOn(prices: readonly Price[], on: Day): boolean {
  return prices.some((price) => !price.trial && holds(price, on))
}
