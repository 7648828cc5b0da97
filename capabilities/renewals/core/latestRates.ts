import type { DatedRate } from '#capabilities/revenue/core/ledger/rates.ts'
import type { Day } from '#kernel/day.ts'
import { minorDigits } from '#kernel/money.ts'

/** What a currency is told at: `rate` major units of the workspace's for one of its own, `shift` the power of ten between their minor units. */
export type Worth = { currency: string; rate: string; on: Day | null; shift: number }

/**
 * The latest rate of each currency that is dated on or before a day, and the workspace's own currency beside them. Renewals lie
 * ahead, where no month has a rate yet; and one rate for all of a forecast means that it never moves because a currency did.
 */
export function latestRates(own: string, dated: readonly DatedRate[], today: Day): Worth[] {
  const latest = new Map<string, DatedRate>()
  for (const rate of dated) {
    const known = latest.get(rate.currency)
    if (rate.on <= today && (!known || known.on < rate.on)) latest.set(rate.currency, rate)
  }
  return [
    { currency: own, rate: '1', on: null, shift: 0 },
    ...[...latest.values()]
      .filter(({ currency }) => currency !== own)
      .map(({ currency, on, rate }) => ({ currency, rate, on, shift: minorDigits(own) - minorDigits(currency) })),
  ]
}
