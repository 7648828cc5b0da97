import type { ImportRow, Referenced, RowIssue } from '#capabilities/connect/core/kind.ts'
import type { ImportBatch } from '#capabilities/connect/server/index.ts'
import { type PaymentColumns, paymentColumns, readPaymentTerms } from '#capabilities/revenue/core/paymentTerms.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { NamesNow } from '../catalogue/read.ts'
import type { BookContract, BookDiscount } from './lineBook.ts'
import { intervals } from './intervals.ts'

/** A row of a list of contract lines, with its amounts brought into one form. */
export type LineRow = {
  account: string
  externalId: string | null
  contractId: string | null
  product: string
  /** undefined: the file does not say. */
  plan: string | null | undefined
  kind: 'recurring' | 'one_time'
  currency: string
  startOn: Day
  endOn: Day | null | undefined
  quantity: number | undefined
  amount: number
  intervalMonths: number
  intervalUnit: 'day' | 'week' | 'month'
  /** undefined: the file does not say. */
  discount: BookDiscount | undefined
  cancelledOn: Day | undefined
  trial: boolean
  /** What the file says about the contract's terms. */
  terms: Partial<
    Pick<BookContract, 'name' | 'end_on' | 'auto_renews' | 'notice_days' | 'renewal_months'> & PaymentColumns
  >
  warnings: RowIssue[]
}

/** Reads a row, or says why it cannot be taken. */
export function lineRowOf({ values }: ImportRow, batch: ImportBatch): LineRow | { issues: RowIssue[] } {
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : null)
  const startOn = values['start_on'] as Day
  const trial = values['trial'] === true
  const price = priceOf(values, trial)
  const terms = termsOf(values)
  const issues: RowIssue[] = []
  if (price === null) issues.push({ field: 'amount', rule: 'amount_needed' })
  if (terms.end_on && terms.end_on <= startOn)
    issues.push({ field: 'term_last_day', rule: 'term_not_after_start', value: terms.end_on })
  const discount = discountOf(values)
  if (price && discount && isWrong(discount, price.amount, startOn))
    issues.push({ field: 'discount_percent', rule: 'discount_wrong' })
  if (price === null || issues.length > 0) return { issues }
  const currency = (text('currency') ?? batch.options['currency'] ?? batch.workspace.currency).toUpperCase()
  const warnings: RowIssue[] = price.differ ? [{ field: 'arr', rule: 'amounts_differ' }] : []
  if (currency !== batch.workspace.currency) warnings.push({ field: null, rule: 'not_counted', value: currency })
  return {
    account: (values['account'] as Referenced).accountId!,
    externalId: text('external_id'),
    contractId: text('contract'),
    product: text('product') ?? batch.options['product'] ?? 'Main',
    plan: values['plan'] as string | null | undefined,
    kind: text('kind') === 'one_time' ? 'one_time' : 'recurring',
    currency,
    startOn,
    endOn: values['end_on'] as Day | null | undefined,
    quantity: typeof values['quantity'] === 'number' ? values['quantity'] : undefined,
    amount: price.amount,
    intervalMonths: price.months,
    intervalUnit: price.unit,
    discount,
    cancelledOn: (values['cancelled_on'] as Day | null | undefined) ?? undefined,
    trial,
    terms,
    warnings,
  }
}

/** A row by the names that its product and plan have now: files go on saying the old ones. */
export function namedNow<Row extends LineRow | { issues: RowIssue[] }>(row: Row, now: NamesNow): Row {
  if ('issues' in row) return row
  const { product, plan } = now({ product: row.product, plan: row.plan ?? null })
  return { ...row, product, plan: row.plan === undefined ? undefined : plan }
}

type Values = ImportRow['values']

/** An amount per interval: as it is written, else the MRR, else the ARR. A trial may go without. */
function priceOf(values: Values, trial: boolean): PricePaid | null {
  const [amount, mrr, arr] = [values['amount'], values['mrr'], values['arr']]
  const { months = 1, unit = 'month' } = intervals.find((interval) => interval.key === values['interval']) ?? {}
  if (typeof amount === 'number') return { amount, months, unit, differ: false }
  if (typeof mrr === 'number')
    return { amount: mrr, months: 1, unit: 'month', differ: typeof arr === 'number' && arr !== mrr * 12 }
  if (typeof arr === 'number') return { amount: arr, months: 12, unit: 'month', differ: false }
  return trial ? { amount: 0, months, unit, differ: false } : null
}

type PricePaid = { amount: number; months: number; unit: 'day' | 'week' | 'month'; differ: boolean }

function discountOf(values: Values): BookDiscount | undefined {
  const [percent, amount] = [values['discount_percent'], values['discount_amount']]
  const last = values['discount_last_day'] as Day | null | undefined
  if (typeof percent !== 'number' && typeof amount !== 'number') return undefined
  return {
    discount_percent: typeof percent === 'number' && percent > 0 ? percent : null,
    discount_amount: typeof amount === 'number' && amount !== 0 ? amount : null,
    discount_until: last ? addDays(last, 1) : null,
  }
}

function isWrong(
  { discount_percent: percent, discount_amount: off, discount_until: until }: BookDiscount,
  amount: number,
  startOn: Day,
): boolean {
  return (
    (percent !== null && off !== null) || (off ?? 0) > amount || (off ?? 0) < 0 || (until !== null && until <= startOn)
  )
}

function termsOf(values: Values): LineRow['terms'] {
  const terms: LineRow['terms'] = {}
  const lastDay = values['term_last_day'] as Day | null | undefined
  const renewal = values['renewal_on'] as Day | null | undefined
  if (renewal) terms.end_on = renewal
  else if (lastDay) terms.end_on = addDays(lastDay, 1)
  if (typeof values['contract_name'] === 'string') terms.name = values['contract_name']
  if (typeof values['auto_renews'] === 'boolean') terms.auto_renews = values['auto_renews']
  if (typeof values['notice_days'] === 'number') terms.notice_days = values['notice_days']
  if (typeof values['renewal_months'] === 'number') terms.renewal_months = values['renewal_months']
  if (typeof values['payment_terms'] === 'string')
    Object.assign(terms, paymentColumns(readPaymentTerms(values['payment_terms'])))
  return terms
}
