/** An amount of money: an integer count of the currency's minor units (JPY has none, USD has cents). */
export type Money = { readonly amount: number; readonly currency: Currency }

/** An ISO 4217 code. */
export type Currency = string

const withoutMinorUnits = new Set([
  'JPY',
  'KRW',
  'VND',
  'CLP',
  'ISK',
  'UGX',
  'XAF',
  'XOF',
  'XPF',
  'PYG',
  'RWF',
  'GNF',
  'KMF',
  'DJF',
  'BIF',
  'VUV',
])
const threeDigits = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])

/** How many decimal digits the currency's minor unit has (ISO 4217): 0 for JPY, 2 for USD, 3 for KWD. */
export function minorDigits(currency: Currency): number {
  if (withoutMinorUnits.has(currency)) return 0
  return threeDigits.has(currency) ? 3 : 2
}

/** Whether a text has the form of an ISO 4217 code. */
export function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text)
}

/** Money from an amount in major units (yen, dollars), rounded half away from zero to the minor unit. */
export function moneyOf(major: number, currency: Currency): Money {
  const scaled = Math.abs(major) * 10 ** minorDigits(currency)
  return { amount: Math.sign(major) * Math.round(scaled + 1e-9) + 0, currency }
}

/** The amount in major units (yen, dollars), for display. */
export function majorUnits(money: Money): number {
  return money.amount / 10 ** minorDigits(money.currency)
}

/** The sum of amounts of one currency. Throws a RangeError where currencies differ or the sum is no longer exact. */
export function sumMoney(amounts: readonly Money[], currency: Currency): Money {
  let total = 0
  for (const money of amounts) {
    if (money.currency !== currency) throw new RangeError(`cannot add ${money.currency} to ${currency}`)
    total += money.amount
  }
  if (!Number.isSafeInteger(total)) throw new RangeError('the sum is beyond exact integers')
  return { amount: total, currency }
}
