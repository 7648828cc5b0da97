import { type Day, parseDay } from '#kernel/day.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { lastDayOf } from './calendar/month.ts'

/** A rate as it was pasted, and the lines (from 1) that are none. Lines that name no rate are left out. */
export type PastedRates = {
  readonly rates: { currency: string; on: Day; rate: string }[]
  readonly wrong: readonly number[]
}

/**
 * Rates out of a spreadsheet, one a line: currency, day or month, rate, with tabs, commas or spaces between. A month stands for
 * its last day.
 */
export function ratesIn(text: string): PastedRates {
  const rates: PastedRates['rates'] = []
  const wrong: number[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const [currency = '', when = '', ...rest] = line.trim().split(/[\t ,、]+/)
    if (currency === '' || rest.join('') === '') continue
    const on = dayOf(when)
    const rate = parseNumber(rest.join(''))
    const isRate = rate !== null && rate > 0 && rate < 1e9
    if (/^[A-Za-z]{3}$/.test(currency) && on && isRate)
      rates.push({ currency: currency.toUpperCase(), on, rate: rate.toFixed(9).replace(/\.?0+$/, '') })
    else wrong.push(at + 1)
  }
  return { rates, wrong }
}

function dayOf(text: string): Day | null {
  const [year = '', month = '', on] = text.split(/[-/.年月日]/).filter(Boolean)
  const whole = `${year.padStart(4, '0')}-${month.padStart(2, '0')}`
  const first = parseDay(`${whole}-${(on ?? '1').padStart(2, '0')}`)
  return first !== null && on === undefined ? lastDayOf(whole) : first
}
