import { numberScales } from '#kernel/japaneseText.ts'
import { minorDigits } from '#kernel/money.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'

const beyondAscii = /[^\x20-\x7e]/
const signs = /^(?:[¥￥$€£]|jpy|usd|eur|gbp)\s*|\s*(?:円|ドル|jpy|usd|eur|gbp)$/gi
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$/i

/**
 * Reads a number as people and systems write it: 1,234,567 １，２３４ ¥1,200 1.2億円 ▲300 (300) 45%. A comma counts only
 * where it groups thousands, so that 1,5 is refused instead of read as 15. `45%` is 45.
 */
export function readNumber(text: string): number | null {
  let plain = (beyondAscii.test(text) ? text.normalize('NFKC') : text).trim()
  const negative = /^[▲△−]|^\(.*\)$/.test(plain)
  if (negative) plain = plain.replace(/^[▲△−]\s*|^\(|\)$/g, '')
  plain = plain.replace(signs, '').replace(/\s*%$/, '')
  const scaled = /^(.*\d)\s*(百万|[千万億兆])$/.exec(plain)
  const digits = (scaled ? scaled[1]! : plain).trim()
  const number = grouped.test(digits) ? digits.replaceAll(',', '') : digits
  if (!plainNumber.test(number)) return null
  const value = Number(number) * (scaled ? numberScales[scaled[2]!]! : 1)
  // Only an amount may be written in units of ten thousand; its decimals must not become noise (1.1億 = 110000000).
  const exact = scaled ? Math.round(value * 1000) / 1000 : value
  return Number.isFinite(exact) ? (negative ? -exact : exact) + 0 : null
}

/**
 * Reads an amount of money into minor units of a currency. Refused: what is no number, what has more decimals than the
 * currency (4.03 in yen), and what is beyond exact integers.
 */
export function readMoney(
  text: string,
  currency: string,
): Result<number, 'notANumber' | 'tooManyDecimals' | 'tooLarge'> {
  const major = readNumber(text)
  if (major === null) return refuse('notANumber')
  const scaled = major * 10 ** minorDigits(currency)
  const minor = Math.round(scaled)
  if (!Number.isSafeInteger(minor)) return refuse('tooLarge')
  return Math.abs(scaled - minor) > 1e-6 * Math.max(1, Math.abs(scaled) * 1e-6)
    ? refuse('tooManyDecimals')
    : ok(minor + 0)
}

/** The currency a column's name or cells speak of: refund_amount_usd, 金額(円), ¥1,200, $5. */
export function spokenCurrency(name: string, samples: readonly string[]): string | null {
  const plain = name.normalize('NFKC').toLowerCase()
  const named = /(?:^|[^a-z])(jpy|usd|eur|gbp|krw|cny|twd|sgd)(?:[^a-z]|$)/.exec(plain)
  if (named) return named[1]!.toUpperCase()
  if (/円/.test(plain)) return 'JPY'
  const told = samples.find((cell) => /[¥￥円$€£]/.test(cell))
  if (told === undefined) return null
  return /[¥￥円]/.test(told) ? 'JPY' : told.includes('$') ? 'USD' : told.includes('€') ? 'EUR' : 'GBP'
}
