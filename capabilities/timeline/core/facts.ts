import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

const owner = 'timeline'

const touches: FactDefinition[] = [
  {
    key: 'touch.last_on',
    type: 'date',
    label: { ja: '最終接点', en: 'Last touch' },
    help: { ja: 'メモ以外の最後の活動の日です。', en: 'The day of the last activity that is not a note.' },
    owner,
  },
  {
    key: 'touch.days_since',
    type: 'number',
    unit: 'days',
    label: { ja: '最終接点からの日数', en: 'Days since last touch' },
    derived: { measure: 'days_since', of: 'touch.last_on' },
    owner,
  },
  {
    key: 'touch.count_30d',
    type: 'number',
    unit: 'count',
    label: { ja: '接点の数(30日)', en: 'Touches, 30 days' },
    owner,
  },
  {
    key: 'touch.count_90d',
    type: 'number',
    unit: 'count',
    label: { ja: '接点の数(90日)', en: 'Touches, 90 days' },
    owner,
  },
  {
    key: 'contacts.decision_maker.last_touch_on',
    type: 'date',
    label: { ja: '決裁者との最終接点', en: 'Last touch with a decision maker' },
    owner,
  },
  {
    key: 'contacts.decision_maker.days_since_touch',
    type: 'number',
    unit: 'days',
    label: { ja: '決裁者との接点からの日数', en: 'Days since a decision maker was met' },
    derived: { measure: 'days_since', of: 'contacts.decision_maker.last_touch_on' },
    owner,
  },
  {
    key: 'contacts.promoter.last_touch_on',
    type: 'date',
    label: { ja: '推進者との最終接点', en: 'Last touch with a promoter' },
    owner,
  },
  {
    key: 'contacts.promoter.days_since_touch',
    type: 'number',
    unit: 'days',
    label: { ja: '推進者との接点からの日数', en: 'Days since a promoter was met' },
    derived: { measure: 'days_since', of: 'contacts.promoter.last_touch_on' },
    owner,
  },
  {
    key: 'contacts.operator.last_touch_on',
    type: 'date',
    label: { ja: '運用担当との最終接点', en: 'Last touch with an operator' },
    owner,
  },
  {
    key: 'contacts.operator.days_since_touch',
    type: 'number',
    unit: 'days',
    label: { ja: '運用担当との接点からの日数', en: 'Days since an operator was met' },
    derived: { measure: 'days_since', of: 'contacts.operator.last_touch_on' },
    owner,
  },
  {
    key: 'contacts.decision_maker.touches_30d',
    type: 'number',
    unit: 'count',
    label: { ja: '決裁者との接点の数(30日)', en: 'Touches with a decision maker, 30 days' },
    owner,
  },
  {
    key: 'contacts.promoter.touches_30d',
    type: 'number',
    unit: 'count',
    label: { ja: '推進者との接点の数(30日)', en: 'Touches with a promoter, 30 days' },
    owner,
  },
  {
    key: 'contacts.operator.touches_30d',
    type: 'number',
    unit: 'count',
    label: { ja: '運用担当との接点の数(30日)', en: 'Touches with an operator, 30 days' },
    owner,
  },
  { key: 'meeting.last_on', type: 'date', label: { ja: '最後の会議', en: 'Last meeting' }, owner },
  {
    key: 'meeting.days_since',
    type: 'number',
    unit: 'days',
    label: { ja: '最後の会議からの日数', en: 'Days since last meeting' },
    derived: { measure: 'days_since', of: 'meeting.last_on' },
    owner,
  },
]

const inquiries: FactDefinition[] = [
  {
    key: 'inquiry.open_count',
    type: 'number',
    unit: 'count',
    label: { ja: '未解決の問い合わせ', en: 'Open inquiries' },
    owner,
  },
  {
    key: 'inquiry.count_7d',
    type: 'number',
    unit: 'count',
    label: { ja: '問い合わせの数(7日)', en: 'Inquiries, 7 days' },
    owner,
  },
  {
    key: 'inquiry.count_30d',
    type: 'number',
    unit: 'count',
    label: { ja: '問い合わせの数(30日)', en: 'Inquiries, 30 days' },
    owner,
  },
  {
    key: 'inquiry.usual_7d',
    type: 'number',
    unit: 'count',
    label: { ja: 'いつもの問い合わせ(7日)', en: 'Usual inquiries, 7 days' },
    help: {
      ja: '直近7日より前の12週の、1週あたりの平均です。分かっている期間が4週に満たない間は空です。',
      en: 'The mean per week over the 12 weeks before the last 7 days; missing while fewer than 4 weeks are known.',
    },
    owner,
  },
  {
    key: 'inquiry.satisfaction_90d',
    type: 'number',
    unit: 'points',
    label: { ja: '問い合わせの満足度(90日)', en: 'Inquiry satisfaction, 90 days' },
    help: { ja: '1 から 5 の平均です。', en: 'The mean of 1 to 5.' },
    owner,
  },
  {
    key: 'inquiry.escalated_30d',
    type: 'number',
    unit: 'count',
    label: { ja: 'エスカレーション(30日)', en: 'Escalated inquiries, 30 days' },
    owner,
  },
]

const surveys: FactDefinition[] = [
  {
    key: 'survey.nps.latest',
    type: 'number',
    unit: 'points',
    label: { ja: '最新の NPS 回答', en: 'Latest NPS answer' },
    owner,
  },
  { key: 'survey.nps.on', type: 'date', label: { ja: 'NPS の回答日', en: 'NPS answered on' }, owner },
  {
    key: 'survey.csat.latest',
    type: 'number',
    unit: 'points',
    label: { ja: '最新の CSAT 回答', en: 'Latest CSAT answer' },
    owner,
  },
  { key: 'survey.csat.on', type: 'date', label: { ja: 'CSAT の回答日', en: 'CSAT answered on' }, owner },
]

/** What conversations tell of each customer: touches, inquiries, answers. */
export const timelineFacts: readonly FactDefinition[] = [...touches, ...inquiries, ...surveys]
