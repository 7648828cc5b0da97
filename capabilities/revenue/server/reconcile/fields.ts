import type { ImportField, ImportSubject } from '#capabilities/connect/core/kind.ts'
import type { FigureKind } from '#capabilities/revenue/core/reconcile/figure.ts'
import { readMonth } from '#capabilities/revenue/core/reconcile/monthText.ts'

/** The columns that may name a customer, in the order in which they are believed. */
export const namingFields = ['customer_id', 'corporate_number', 'customer'] as const

const naming: readonly ImportField[] = [
  {
    key: 'customer_id',
    label: { ja: '顧客ID', en: 'Customer id' },
    type: 'text',
    required: true,
    orElse: ['corporate_number', 'customer'],
    synonyms: {
      ja: ['顧客コード', '取引先ID', '取引先コード', '得意先コード', '得意先ID', '顧客番号', '請求先コード', '会社ID'],
      en: ['account_id', 'customer_code', 'customer_number', 'client_id', 'company_id', 'external_id', 'id'],
    },
    maxLength: 200,
  },
  {
    key: 'corporate_number',
    label: { ja: '法人番号', en: 'Corporate number' },
    type: 'text',
    synonyms: { ja: ['法人No', '法人ナンバー'], en: ['corporate_id', 'houjin_bangou', 'tax_id'] },
    maxLength: 200,
  },
  {
    key: 'customer',
    label: { ja: '顧客名', en: 'Customer' },
    type: 'text',
    synonyms: {
      ja: ['顧客', '会社名', '企業名', '取引先', '取引先名', '得意先', '得意先名', '請求先', '請求先名', '社名'],
      en: ['customer_name', 'account', 'account_name', 'company', 'company_name', 'client', 'organization', 'name'],
    },
    maxLength: 500,
  },
]

const monthField: ImportField = {
  key: 'month',
  label: { ja: '対象月', en: 'Month' },
  type: 'text',
  synonyms: {
    ja: ['月', '年月', '計上月', '売上月', '請求月', '計上日', '売上日', '会計月'],
    en: ['period', 'year_month', 'date', 'billing_month', 'accounting_period'],
  },
  check: (text) => (readMonth(text) === null ? 'not_a_month' : null),
}

const currencyField: ImportField = {
  key: 'currency',
  label: { ja: '通貨', en: 'Currency' },
  type: 'text',
  check: (text) => (/^[A-Z]{3}$/i.test(text) ? null : 'currency_form'),
  synonyms: { ja: ['通貨コード'], en: ['currency_code'] },
}

const words: Record<FigureKind, { ja: string[]; en: string[] }> = {
  mrr: {
    ja: ['MRR', '月額', '月額料金', '月次経常収益', '月額金額'],
    en: ['mrr', 'mrr_amount', 'monthly_amount', 'monthly_recurring_revenue', 'monthly_fee'],
  },
  arr: {
    ja: ['ARR', '年額', '年額料金', '年間経常収益', '年間契約額'],
    en: ['arr', 'arr_amount', 'annual_amount', 'annual_recurring_revenue', 'acv'],
  },
  revenue: {
    ja: ['売上', '売上高', '売上金額', '売上額', '計上額', '計上金額', '収益'],
    en: ['revenue', 'sales', 'recognized_revenue', 'revenue_amount', 'turnover'],
  },
}
const plain = {
  ja: ['請求額', '請求金額', '税抜金額', '税込金額', '合計', '合計金額'],
  en: ['value', 'total', 'net_amount', 'billed'],
}

const amountOf = (kinds: readonly FigureKind[]): ImportField => ({
  key: 'amount',
  label: { ja: '金額', en: 'Amount' },
  type: 'money',
  required: true,
  synonyms: {
    ja: [...kinds.flatMap((kind) => words[kind].ja), ...plain.ja],
    en: [...kinds.flatMap((kind) => words[kind].en), ...plain.en],
  },
})

/** What can be wrong with lines of such a list, beside what can be wrong with any. */
export const listRules = {
  not_a_month: { ja: '年月として読み取れません', en: 'This is not a month' },
  currency_form: { ja: '通貨は JPY のような3文字です', en: 'A currency has three letters, such as JPY' },
  no_rate_of_month: {
    ja: '{{month}}の為替レートがないため、比べられません',
    en: 'There is no exchange rate of {{month}}: it cannot be compared',
  },
}

/** What a list of figures by customer is read as; with a kind, its amounts are looked for under the names of that kind. */
export const listSubject = (kind: FigureKind | undefined): ImportSubject => ({
  key: 'reconciliation',
  label: { ja: '突合する一覧', en: 'List to compare with' },
  fields: [...naming, monthField, amountOf(kind ? [kind] : ['mrr', 'arr', 'revenue']), currencyField],
  options: [{ key: 'currency', label: { ja: '金額の通貨', en: 'Currency of amounts' }, type: 'currency' }],
  rules: listRules,
})

/** What a column of amounts seems to tell, by its name. */
export function kindOfColumn(name: string): FigureKind {
  const plainName = name.normalize('NFKC').toLowerCase()
  if (/arr|年額|年間|annual/.test(plainName)) return 'arr'
  return /売上|収益|計上|revenue|sales/.test(plainName) && !/mrr|経常|recurring/.test(plainName) ? 'revenue' : 'mrr'
}
