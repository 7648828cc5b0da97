import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { adopterCategoryChoices, successTypeChoices, touchModelChoices } from './words.ts'

const owner = 'accounts'

/** Facts about what an account is. */
const aboutAccount: FactDefinition[] = [
  { key: 'account.name', type: 'text', label: { ja: '顧客名', en: 'Name' }, owner },
  {
    key: 'account.reading',
    type: 'text',
    label: { ja: '読み', en: 'Reading' },
    help: {
      ja: '並べ替えに使う、会社の種類を除いた読みです。',
      en: 'What names are sorted by: without corporate forms.',
    },
    owner,
    kept: false,
  },
  { key: 'account.industry', type: 'text', label: { ja: '業種', en: 'Industry' }, owner },
  { key: 'account.employees', type: 'number', unit: 'people', label: { ja: '従業員数', en: 'Employees' }, owner },
  { key: 'account.region', type: 'text', label: { ja: '地域', en: 'Region' }, owner },
  { key: 'account.country', type: 'text', label: { ja: '国', en: 'Country' }, owner },
  {
    key: 'account.touch_model',
    type: 'choice',
    choices: touchModelChoices,
    label: { ja: 'タッチモデル', en: 'Touch model' },
    owner,
  },
  {
    key: 'account.success_type',
    type: 'choice',
    choices: successTypeChoices,
    label: { ja: '目指すサクセス', en: 'Aimed success' },
    owner,
  },
  {
    key: 'account.adopter_category',
    type: 'choice',
    choices: adopterCategoryChoices,
    label: { ja: '採用者の類型', en: 'Adopter category' },
    owner,
  },
  { key: 'account.usage_pattern', type: 'text', label: { ja: '使い方', en: 'Usage pattern' }, owner },
  { key: 'account.signed_up_on', type: 'date', label: { ja: '登録日', en: 'Signed up on' }, owner },
  {
    key: 'account.days_since_sign_up',
    type: 'number',
    unit: 'days',
    label: { ja: '登録からの日数', en: 'Days since sign-up' },
    derived: { measure: 'days_since', of: 'account.signed_up_on' },
    owner,
  },
  {
    key: 'account.owner',
    type: 'choice',
    label: { ja: '担当', en: 'Owner' },
    help: { ja: '今日の CSM です。', en: 'The CSM of today.' },
    owner,
  },
  { key: 'account.has_owner', type: 'yes_no', label: { ja: '担当がいる', en: 'Has an owner' }, owner },
  { key: 'tags', type: 'list', label: { ja: 'タグ', en: 'Tags' }, owner },
]

/** Facts about the people at an account: those who are there today. */
const aboutPeople: FactDefinition[] = [
  { key: 'contacts.count', type: 'number', unit: 'people', label: { ja: '関係者の数', en: 'Contacts' }, owner },
  {
    key: 'contacts.decision_maker.known',
    type: 'yes_no',
    label: { ja: '決裁者が分かっている', en: 'Decision maker known' },
    owner,
  },
  {
    key: 'contacts.promoter.known',
    type: 'yes_no',
    label: { ja: '推進者が分かっている', en: 'Promoter known' },
    owner,
  },
  {
    key: 'contacts.operator.known',
    type: 'yes_no',
    label: { ja: '運用担当が分かっている', en: 'Operator known' },
    owner,
  },
  {
    key: 'contacts.promoter_is_operator',
    type: 'yes_no',
    label: { ja: '推進者が運用担当を兼ねている', en: 'Promoter is the operator' },
    help: { ja: '立ち上げが滞る、よくある原因です。', en: 'A known cause of onboardings that stall.' },
    owner,
  },
  {
    key: 'contacts.champion_left',
    type: 'yes_no',
    label: { ja: 'チャンピオンが去った', en: 'Champion left' },
    help: { ja: '去った後、代わりの人がいません。', en: 'They left, and nobody has taken their place.' },
    owner,
  },
]

/** What accounts know of each customer. Own fields (`field.<key>`) join by workspace. */
export const accountFacts: readonly FactDefinition[] = [...aboutAccount, ...aboutPeople]
