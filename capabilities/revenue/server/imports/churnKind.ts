import type { ImportField, Referenced } from '#capabilities/connect/core/kind.ts'
import { recordKind } from '#capabilities/connect/server/index.ts'
import { lineImportFields } from './lineFields.ts'
import { lineImportRules } from './lineRules.ts'

const fields: readonly ImportField[] = [
  lineImportFields.find((field) => field.key === 'account')!,
  {
    key: 'external_id',
    label: { ja: '解約記録ID', en: 'Churn record id' },
    type: 'text',
    synonyms: { ja: ['解約ID', '記録ID'], en: ['churn_event_id', 'churn_id', 'event_id', 'id'] },
    maxLength: 200,
  },
  {
    key: 'churned_on',
    label: { ja: '解約日', en: 'Churned on' },
    type: 'date',
    required: true,
    synonyms: {
      ja: ['離脱日', '解約年月日', '日付'],
      en: ['churn_date', 'cancelled_on', 'canceled_on', 'cancellation_date', 'date'],
    },
  },
  {
    key: 'reason',
    label: { ja: '理由', en: 'Reason' },
    type: 'text',
    synonyms: { ja: ['解約理由', '理由コード'], en: ['reason_code', 'churn_reason'] },
    maxLength: 200,
  },
  {
    key: 'feedback',
    label: { ja: '本人の声', en: 'Feedback' },
    type: 'text',
    synonyms: { ja: ['コメント', '自由記述', 'フィードバック'], en: ['feedback_text', 'comment', 'comments'] },
    maxLength: 5000,
  },
  {
    key: 'refund_amount',
    label: { ja: '返金額', en: 'Refund' },
    type: 'money',
    min: 0,
    synonyms: { ja: ['返金'], en: ['refund', 'refund_amount_usd', 'refund_total'] },
  },
  {
    key: 'is_reactivation',
    label: { ja: '再開', en: 'Reactivation' },
    type: 'yes_no',
    synonyms: { ja: ['再契約', '復活'], en: ['reactivated', 'is_reactivated'] },
  },
]

const types = {
  account_id: 'uuid',
  external_id: 'text',
  churned_on: 'date',
  reason: 'text',
  feedback: 'text',
  refund_amount: 'bigint',
  currency: 'text',
  is_reactivation: 'boolean',
}

/** Records of customers who left, or came back. */
export const churnImport = recordKind({
  key: 'churn_records',
  describe: () => ({
    key: 'churn_records',
    label: { ja: '解約記録', en: 'Churn records' },
    help: {
      ja: '解約(または再開)の記録。1行が1件です。',
      en: 'Records of customers who left or came back, one a row.',
    },
    fields,
    options: [
      { key: 'currency', label: { ja: '金額の通貨', en: 'Currency of amounts' }, type: 'currency' },
      {
        key: 'source',
        label: { ja: '顧客IDの取り込み元', en: 'Where account ids are from' },
        type: 'text',
        preset: 'import',
      },
    ],
    rules: lineImportRules,
  }),
  table: 'churn_records',
  types,
  versioned: false,
  otherAccount: 'other_account',
  rowOf: ({ values }, { workspace, options }) => {
    const refund = values['refund_amount'] ?? null
    const said = Object.keys(types).filter((key) => key in values)
    return {
      columns: {
        account_id: (values['account'] as Referenced).accountId ?? (values['account'] as Referenced).text,
        external_id: (values['external_id'] as string | undefined) ?? null,
        churned_on: values['churned_on'],
        reason: values['reason'] ?? null,
        feedback: values['feedback'] ?? null,
        refund_amount: refund,
        currency: refund === null ? null : (options['currency'] ?? workspace.currency),
        is_reactivation: values['is_reactivation'] === true,
      },
      said: 'refund_amount' in values ? [...said, 'currency'] : said,
    }
  },
  nameOf: (record) => JSON.stringify([record.account_id, record['churned_on'], record['is_reactivation']]),
})
