import type { ImportChoice, ImportField } from '#capabilities/connect/core/kind.ts'
import { intervals } from './intervals.ts'

const kinds: readonly ImportChoice[] = [
  {
    key: 'recurring',
    label: { ja: '継続', en: 'Recurring' },
    synonyms: ['月次', 'サブスクリプション', 'subscription', '経常', '継続課金'],
  },
  {
    key: 'one_time',
    label: { ja: '一時', en: 'One-time' },
    synonyms: ['初期費用', 'スポット', '単発', 'one time', 'onetime', 'setup'],
  },
]

/** What a column of a list of contract lines can be. */
export const lineImportFields: readonly ImportField[] = [
  {
    key: 'account',
    label: { ja: '顧客', en: 'Account' },
    help: { ja: '顧客の ID、法人番号、または名前です。', en: 'Id, corporate number or name of the account.' },
    type: 'reference',
    reference: 'account',
    required: true,
    synonyms: {
      ja: ['顧客ID', '顧客名', '会社名', '企業名', '取引先', '取引先名', '取引先ID', '顧客コード'],
      en: [
        'account_id',
        'account_name',
        'company',
        'company_name',
        'customer_id',
        'customer',
        'organization',
        'company_id',
      ],
    },
  },
  {
    key: 'external_id',
    label: { ja: '契約明細ID', en: 'Line id' },
    help: {
      ja: '同じ明細の別の開始日の行は、価格の変更として扱います。',
      en: 'Rows of one line with other start days are changes of its price.',
    },
    type: 'text',
    synonyms: {
      ja: ['明細ID', 'サブスクリプションID', '明細番号'],
      en: ['subscription_id', 'line_id', 'line_item_id', 'subscription', 'id'],
    },
    maxLength: 200,
  },
  {
    key: 'contract',
    label: { ja: '契約番号', en: 'Contract id' },
    help: { ja: '同じ番号の明細は1つの契約になります。', en: 'Lines with one number make one contract.' },
    type: 'text',
    synonyms: {
      ja: ['契約ID', '契約No', '契約書番号'],
      en: ['contract_id', 'contract_number', 'agreement_id', 'order_id'],
    },
    maxLength: 200,
  },
  {
    key: 'contract_name',
    label: { ja: '契約名', en: 'Contract name' },
    type: 'text',
    synonyms: { ja: ['契約件名'], en: ['contract_name'] },
    maxLength: 200,
  },
  {
    key: 'product',
    label: { ja: '製品', en: 'Product' },
    type: 'text',
    synonyms: {
      ja: ['製品名', '商品', '商品名', 'サービス', 'サービス名', '品目'],
      en: ['product_name', 'item', 'service', 'sku'],
    },
    maxLength: 200,
  },
  {
    key: 'plan',
    label: { ja: 'プラン', en: 'Plan' },
    type: 'text',
    synonyms: { ja: ['プラン名', 'エディション', '契約プラン'], en: ['plan_name', 'plan_tier', 'edition', 'tier'] },
    maxLength: 200,
  },
  {
    key: 'kind',
    label: { ja: '継続・一時', en: 'Recurring or one-time' },
    type: 'choice',
    choices: kinds,
    synonyms: { ja: ['収益区分', '課金区分', '種別'], en: ['revenue_type', 'charge_type'] },
  },
  {
    key: 'quantity',
    label: { ja: '数量', en: 'Quantity' },
    type: 'number',
    min: 0,
    max: 1e9,
    synonyms: {
      ja: ['席数', 'ライセンス数', 'ユーザー数', '契約数', 'ID数', 'アカウント数'],
      en: ['seats', 'licenses', 'users', 'units', 'qty'],
    },
  },
  {
    key: 'amount',
    label: { ja: '金額', en: 'Amount' },
    help: { ja: '支払間隔ごとの、税抜の金額です。', en: 'Per interval, without tax.' },
    type: 'money',
    synonyms: {
      ja: ['契約金額', '料金', '価格', '税抜金額', '請求額'],
      en: ['price', 'fee', 'total', 'value', 'charge'],
    },
  },
  {
    key: 'mrr',
    label: { ja: 'MRR', en: 'MRR' },
    type: 'money',
    synonyms: {
      ja: ['月額', '月額料金', '月次経常収益'],
      en: ['mrr_amount', 'monthly_amount', 'monthly_price', 'monthly_fee'],
    },
  },
  {
    key: 'arr',
    label: { ja: 'ARR', en: 'ARR' },
    type: 'money',
    synonyms: {
      ja: ['年額', '年額料金', '年間経常収益', '年間契約額'],
      en: ['arr_amount', 'annual_amount', 'acv', 'annual_price'],
    },
  },
  {
    key: 'interval',
    label: { ja: '支払間隔', en: 'Billing interval' },
    type: 'choice',
    choices: intervals,
    synonyms: {
      ja: ['請求間隔', '請求サイクル', '支払サイクル', '課金周期', '支払方法'],
      en: ['billing_frequency', 'billing_interval', 'billing_period', 'frequency', 'billing_cycle'],
    },
  },
  {
    key: 'discount_percent',
    label: { ja: '値引率(%)', en: 'Discount, percent' },
    type: 'number',
    min: 0,
    max: 100,
    synonyms: {
      ja: ['割引率', '値引き率', 'ディスカウント率'],
      en: ['discount_percent', 'discount_rate', 'percent_off'],
    },
  },
  {
    key: 'discount_amount',
    label: { ja: '値引額', en: 'Discount, amount' },
    help: { ja: '支払間隔ごとの額です。', en: 'Per interval.' },
    type: 'money',
    synonyms: { ja: ['割引額', '値引き額', '値引金額'], en: ['discount_amount', 'amount_off', 'discount'] },
  },
  {
    key: 'discount_last_day',
    label: { ja: '値引最終日', en: 'Last day of the discount' },
    help: { ja: '空のときは、ずっと値引きします。', en: 'Empty: for ever.' },
    type: 'date',
    synonyms: { ja: ['割引終了日', '値引終了日', '割引期限'], en: ['discount_until', 'discount_end_date'] },
  },
  {
    key: 'start_on',
    label: { ja: '開始日', en: 'Start' },
    type: 'date',
    required: true,
    synonyms: {
      ja: ['契約開始日', '適用開始日', '利用開始日', '課金開始日'],
      en: ['start_date', 'started_at', 'begin', 'effective_date'],
    },
  },
  {
    key: 'end_on',
    label: { ja: '終了日', en: 'End' },
    help: {
      ja: 'この日から数えなくなります。更新の日ではありません。',
      en: 'The first day it no longer counts; not the day of renewal.',
    },
    type: 'date',
    synonyms: {
      ja: ['解約日', '利用終了日', '適用終了日', '課金終了日'],
      en: ['end_date', 'ended_at', 'cancelled_at', 'canceled_at', 'churn_date'],
    },
  },
  {
    key: 'cancelled_on',
    label: { ja: '解約申出日', en: 'Cancelled on' },
    help: {
      ja: '解約の申し出があった日です。支払い済みの終わりとは別に残します。',
      en: 'The day on which the customer said so, beside the end that is paid.',
    },
    type: 'date',
    synonyms: {
      ja: ['解約申込日', '解約受付日', '解約通知日'],
      en: ['cancelled_on', 'cancellation_date', 'cancel_submitted_on'],
    },
  },
  {
    key: 'term_last_day',
    label: { ja: '契約満了日', en: 'Last day of the term' },
    help: {
      ja: '契約期間の最後の日です(その日を含む)。自動更新なら、その後も続きます。',
      en: 'The last day covered by the term; with automatic renewal it goes on after it.',
    },
    type: 'date',
    synonyms: {
      ja: ['契約終了日', '満了日', '契約期限', '有効期限'],
      en: ['term_end', 'contract_end_date', 'expiry_date', 'expiration_date'],
    },
  },
  {
    key: 'renewal_on',
    label: { ja: '更新日', en: 'Renewal date' },
    type: 'date',
    synonyms: { ja: ['次回更新日', '契約更新日'], en: ['renewal_date', 'next_renewal', 'renews_on'] },
  },
  {
    key: 'auto_renews',
    label: { ja: '自動更新', en: 'Renews by itself' },
    type: 'yes_no',
    synonyms: { ja: ['自動更新フラグ', '自動更新の有無'], en: ['auto_renew', 'auto_renew_flag', 'auto_renewal'] },
  },
  {
    key: 'notice_days',
    label: { ja: '解約通知期間(日)', en: 'Notice period, days' },
    type: 'number',
    whole: true,
    min: 0,
    max: 3650,
    synonyms: { ja: ['解約予告日数'], en: ['notice_period', 'notice_days'] },
  },
  {
    key: 'renewal_months',
    label: { ja: '更新期間(月)', en: 'Renewal term, months' },
    type: 'number',
    whole: true,
    min: 1,
    max: 240,
    synonyms: { ja: ['更新月数', '契約月数'], en: ['renewal_term', 'term_months'] },
  },
  {
    key: 'payment_terms',
    label: { ja: '支払条件', en: 'Payment terms' },
    help: {
      ja: '「30日以内」「月末締め翌月末払い」など。ほかの書き方は、そのまま残します。',
      en: 'Such as “net 30” or “end of month + 1”; anything else is kept as it is written.',
    },
    type: 'text',
    synonyms: {
      ja: ['支払い条件', '支払サイト', '支払期日', '支払方法', '締め支払い', '決済条件'],
      en: ['payment_terms', 'payment_term', 'terms_of_payment', 'net_terms'],
    },
    maxLength: 200,
  },
  {
    key: 'trial',
    label: { ja: '試用', en: 'Trial' },
    type: 'yes_no',
    synonyms: { ja: ['トライアル', 'お試し', '無償'], en: ['is_trial', 'trial_flag', 'free_trial'] },
  },
  {
    key: 'currency',
    label: { ja: '通貨', en: 'Currency' },
    type: 'text',
    check: (text) => (/^[A-Z]{3}$/i.test(text) ? null : 'currency_form'),
    synonyms: { ja: ['通貨コード'], en: ['currency_code'] },
  },
]
