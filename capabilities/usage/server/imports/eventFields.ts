import type { ImportField, ImportSubject } from '#capabilities/connect/core/kind.ts'

/** What a column of a list of usage can be. */
export const eventImportFields: readonly ImportField[] = [
  {
    key: 'account',
    label: { ja: '顧客', en: 'Account' },
    help: { ja: '顧客の ID、法人番号、または名前です。', en: 'Id, corporate number or name of the account.' },
    type: 'reference',
    reference: 'account',
    required: true,
    orElse: ['contract_line'],
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
        'tenant_id',
      ],
    },
  },
  {
    key: 'contract_line',
    label: { ja: '契約明細', en: 'Contract line' },
    help: { ja: '契約明細の ID から顧客が分かります。', en: 'The account is known by the id of the contract line.' },
    type: 'reference',
    reference: 'contract_line',
    synonyms: {
      ja: ['契約明細ID', 'サブスクリプションID', '明細ID'],
      en: ['subscription_id', 'subscription', 'line_id', 'license_id'],
    },
  },
  {
    key: 'event',
    label: { ja: '機能・操作', en: 'Feature or action' },
    type: 'text',
    required: true,
    synonyms: {
      ja: ['イベント', 'イベント名', '機能', '機能名', '操作', '操作名'],
      en: ['event_name', 'feature', 'feature_name', 'action', 'activity', 'event_type'],
    },
    maxLength: 200,
  },
  {
    key: 'at',
    label: { ja: '利用日時', en: 'Used at' },
    help: { ja: '日付だけでも構いません。', en: 'A date alone will do.' },
    type: 'instant',
    required: true,
    synonyms: {
      ja: ['日時', '日付', '利用日', '発生日時', '操作日時', 'タイムスタンプ'],
      en: ['timestamp', 'date', 'usage_date', 'used_on', 'occurred_at', 'event_time', 'time', 'day', 'activity_date'],
    },
  },
  {
    key: 'quantity',
    label: { ja: '回数', en: 'How often' },
    help: {
      ja: '1日分などをまとめた行の利用回数です。列がなければ1行が1回です。',
      en: 'For rows that sum up a day; without it each row is one use.',
    },
    type: 'number',
    min: 0,
    synonyms: { ja: ['利用回数', '件数', '数'], en: ['usage_count', 'count', 'uses', 'quantity', 'events', 'times'] },
  },
  {
    key: 'user',
    label: { ja: '利用ユーザー', en: 'User' },
    help: {
      ja: '利用した人のIDやメールアドレスです。人数の集計に使います。',
      en: 'Id or mail address of who used it; needed to count people.',
    },
    type: 'text',
    synonyms: {
      ja: ['ユーザー', 'ユーザーID', '利用者', '利用者ID', 'メールアドレス'],
      en: ['user_id', 'user_email', 'email', 'member_id', 'actor'],
    },
    maxLength: 300,
  },
  {
    key: 'external_id',
    label: { ja: '利用記録ID', en: 'Id of the record' },
    help: { ja: '同じIDの記録は一度だけ数えます。', en: 'Records of one id are counted once.' },
    type: 'text',
    synonyms: {
      ja: ['記録ID', 'イベントID', 'ログID'],
      en: ['usage_id', 'event_id', 'record_id', 'message_id', 'log_id', 'id'],
    },
    maxLength: 200,
  },
]

/** What can be wrong with rows of usage, beside what can be wrong with any. */
export const eventImportRules: NonNullable<ImportSubject['rules']> = {
  usage_conflict: {
    ja: '同じIDの、内容の違う記録がすでにあります。元の記録を残し、この行は取り込みません',
    en: 'There is another record of this id already, with other content; it stays, and this row is left out',
  },
  usage_in_future: { ja: '未来の日時です', en: 'This lies in the future' },
  usage_too_long_ago: { ja: '2000年より前の日時です', en: 'This lies before 2000' },
}
