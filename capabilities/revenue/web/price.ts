import { parseNumber } from '#kernel/japaneseText.ts'
import { moneyOf } from '#kernel/money.ts'
import type { Format } from '#web/i18n/format.ts'
import type { Version } from './apis.ts'
import { typed } from './words.ts'

type Days = Pick<Format, 'addDays'>

/** A price as it is typed. */
export type PriceValues = {
  plan: string
  quantity: string
  amountOf: string
  amount: string
  count: string
  unit: string
  discount: string
  off: string
  offLast: string
  trial: boolean
}

export const freshPrice: PriceValues = {
  plan: '',
  quantity: '1',
  amountOf: 'total',
  amount: '',
  count: '1',
  unit: 'year',
  discount: '',
  off: '',
  offLast: '',
  trial: false,
}

/** A price that is there, to be changed. */
export function typedPrice(price: Version, currency: string, format: Days): PriceValues {
  const { intervalMonths, intervalUnit, discount } = price
  const isYears = intervalUnit === 'month' && intervalMonths % 12 === 0
  return {
    ...freshPrice,
    plan: price.plan ?? '',
    quantity: String(price.quantity),
    amount: typed(price.amount, currency),
    count: String(isYears ? intervalMonths / 12 : intervalMonths),
    unit: isYears ? 'year' : intervalUnit,
    discount: discount === null ? '' : 'percent' in discount ? 'percent' : 'amount',
    off: discount === null ? '' : 'percent' in discount ? String(discount.percent) : typed(discount.amount, currency),
    offLast: discount?.until ? format.addDays(discount.until, -1) : '',
    trial: price.trial,
  }
}

type Price = Pick<Version, 'plan' | 'quantity' | 'amount' | 'intervalMonths' | 'intervalUnit' | 'discount' | 'trial'>

/** What was typed as a price; null where a figure is missing. */
export function priceOf(values: PriceValues, currency: string, format: Days): Price | null {
  const [quantity, amount, count] = [values.quantity, values.amount, values.count].map((text) => parseNumber(text))
  if (quantity == null || quantity < 0 || amount == null || !isCount(count, values.unit)) return null
  const discount = discountOf(values, currency, format)
  if (discount === 'missing') return null
  return {
    plan: values.plan.trim() || null,
    quantity,
    amount: moneyOf(values.amountOf === 'unit' ? amount * quantity : amount, currency).amount,
    intervalMonths: values.unit === 'year' ? count * 12 : count,
    intervalUnit: values.unit === 'day' || values.unit === 'week' ? values.unit : 'month',
    discount,
    trial: values.trial,
  }
}

/** Whether a number is the length of an interval that a price can have. */
export const isCount = (count: number | null | undefined, unit: string): count is number =>
  count != null && Number.isInteger(count) && count >= 1 && count <= (unit === 'year' ? 20 : 240)

function discountOf({ discount, off, offLast }: PriceValues, currency: string, format: Days) {
  if (discount === '') return null
  const [figure, until] = [parseNumber(off), offLast ? format.addDays(offLast, 1) : null]
  if (figure === null || figure <= 0) return 'missing'
  if (discount === 'percent') return figure <= 100 ? { percent: figure, until } : 'missing'
  return { amount: moneyOf(figure, currency).amount, until }
}

/** Which fields of a price have no figure that can be used. */
export function missingIn(values: PriceValues): (keyof PriceValues)[] {
  const isNumber = (text: string, least: number) => (parseNumber(text) ?? least - 1) >= least
  return [
    ...(isNumber(values.quantity, 0) ? [] : (['quantity'] as const)),
    ...(parseNumber(values.amount) === null ? (['amount'] as const) : []),
    ...(isCount(parseNumber(values.count), values.unit) ? [] : (['count'] as const)),
    ...(discountOf(values, 'JPY', noDays) === 'missing' ? (['off'] as const) : []),
  ]
}

const noDays: Days = { addDays: (day) => day }
