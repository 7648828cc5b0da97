/**
 * When invoices are due: within days of them; by the end of the month that is so many months after theirs (月末締め翌月末払い: 1);
 * or as the contract words it.
 */
export type PaymentTerms =
  | { readonly kind: 'net'; readonly days: number }
  | { readonly kind: 'month_end'; readonly months: number }
  | { readonly kind: 'text'; readonly text: string }

const net = /^(?:net|ネット)(\d{1,3})(?:days?|日)?$/
const netJa =
  /^(?:請求書?(?:日|発行日?|受領日?|受取日?)?(?:から|より|後)?)?(\d{1,3})日(?:以内|後)?(?:に?(?:払い?|支払い?|振込み?))?$/
const netEn = /^(?:within)?(\d{1,3})days?(?:after(?:the)?invoice)?$/
const monthEnd = /^(?:eom|endofmonth)(?:\+?(\d{1,2})(?:months?)?)?$/
const monthEndJa =
  /^月末(?:日)?締め?[、,・]?(当|翌|翌々|(\d{1,2})[かヶケヵカ箇]?)月(?:後)?末(?:日)?(?:に?(?:現金|銀行)?(?:払い?|支払い?|振込み?))?$/

const monthsAfter: Record<string, number> = { 当: 0, 翌: 1, 翌々: 2 }

/** Payment terms from what a file or a person writes; what is neither days nor the end of a month stays as it is written. */
export function readPaymentTerms(text: string): PaymentTerms | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  if (plain === '') return null
  const days = (net.exec(plain) ?? netJa.exec(plain) ?? netEn.exec(plain))?.[1]
  if (days !== undefined && Number(days) <= 365) return { kind: 'net', days: Number(days) }
  const [isMonthEnd, months = '0'] = monthEnd.exec(plain) ?? []
  if (isMonthEnd && Number(months) <= 12) return { kind: 'month_end', months: Number(months) }
  const [, word = '', count] = monthEndJa.exec(plain) ?? []
  const after = count === undefined ? monthsAfter[word] : Number(count)
  if (after !== undefined && after <= 12) return { kind: 'month_end', months: after }
  return { kind: 'text', text: text.trim().slice(0, 200) }
}

/** The columns that hold payment terms. */
export type PaymentColumns = {
  payment_net_days: number | null
  payment_month_ends: number | null
  payment_text: string | null
}

/** Payment terms as columns: one of them says something, or none. */
export function paymentColumns(terms: PaymentTerms | null): PaymentColumns {
  return {
    payment_net_days: terms?.kind === 'net' ? terms.days : null,
    payment_month_ends: terms?.kind === 'month_end' ? terms.months : null,
    payment_text: terms?.kind === 'text' ? terms.text : null,
  }
}

/** Payment terms from their columns. */
export function paymentTermsOf(columns: PaymentColumns): PaymentTerms | null {
  const { payment_net_days: days, payment_month_ends: months, payment_text: text } = columns
  if (days !== null) return { kind: 'net', days }
  if (months !== null) return { kind: 'month_end', months }
  return text === null ? null : { kind: 'text', text }
}
