import type { Day } from '#kernel/day.ts'
import { type Currency, minorDigits } from '#kernel/money.ts'
import { type Month, monthOf } from '../calendar/month.ts'
import { dividedBy, type Exact } from '../fraction.ts'

/** What one major unit of a currency was worth in the reporting currency on a day, as a decimal text: 149.87. */
export type DatedRate = { readonly currency: Currency; readonly on: Day; readonly rate: string }

/** Minor units of the reporting currency for one of another, exactly. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint }

/** The rates of each month into one currency. */
export type ExchangeRates = {
  readonly reporting: Currency
  readonly monthly: ReadonlyMap<Currency, ReadonlyMap<Month, Ratio>>
}

/** The rate of a month is the last one dated in it; a month without one has none, and nothing is guessed from others. */
export function exchangeRates(reporting: Currency, dated: readonly DatedRate[]): ExchangeRates {
  const monthly = new Map<Currency, Map<Month, Ratio>>()
  for (const { currency, on, rate } of dated.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    const months = monthly.get(currency) ?? new Map<Month, Ratio>()
    monthly.set(currency, months.set(monthOf(on), ratioOf(rate, currency, reporting)))
  }
  return { reporting, monthly }
}

function ratioOf(rate: string, currency: Currency, reporting: Currency): Ratio {
  const [whole = '', decimals = ''] = rate.split('.')
  return {
    numerator: BigInt(whole + decimals) * 10n ** BigInt(minorDigits(reporting)),
    denominator: 10n ** BigInt(decimals.length + minorDigits(currency)),
  }
}

const same: Ratio = { numerator: 1n, denominator: 1n }

/** The rate of a currency in a month; null where there is none. */
export function rateIn(rates: ExchangeRates, currency: Currency, month: Month): Ratio | null {
  return currency === rates.reporting ? same : (rates.monthly.get(currency)?.get(month) ?? null)
}

/** An amount in the reporting currency, to the fraction of its minor unit. */
export function converted(exact: Exact, ratio: Ratio): Exact {
  return ratio === same ? exact : dividedBy(exact * ratio.numerator, ratio.denominator)
}
