import type { Day } from '#kernel/day.ts'
import { inMinorUnits } from './fraction.ts'
import { monthlyPrice } from './ledger/price.ts'
import { holds, type Price } from './mrr.ts'

/** The ARR of recurring prices that hold on a day, minor units of their currency; trials count nothing, discounts as long as they last. */
export function arrOn(prices: readonly Price[], on: Day): number {
  const held = prices.filter((price) => holds(price, on))
  const monthly = held.map(({ intervalMonths, intervalUnit, ...price }) =>
    monthlyPrice({ ...price, interval: { unit: intervalUnit, count: intervalMonths } }, on, 'all'),
  )
  return inMinorUnits(
    monthly.reduce((sum, one) => sum + one, 0n),
    12,
  )
}

/** Whether anything recurring that is paid for holds on a day. */
export function sellsOn(prices: readonly Price[], on: Day): boolean {
  return prices.some((price) => !price.trial && holds(price, on))
}
