import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { categoryLabels } from './labels.ts'
import { categories } from './words.ts'

const owner = 'renewals'

/** What the next renewal of each customer says: of several open ones, the one whose term ends first. */
export const renewalFacts: readonly FactDefinition[] = [
  { key: 'renewal.open', type: 'yes_no', owner, label: { ja: '更新を進めている', en: 'Renewal open' } },
  {
    key: 'renewal.category',
    type: 'choice',
    owner,
    label: { ja: '更新の見立て', en: 'Renewal forecast' },
    choices: categories.map((key) => ({ key, label: categoryLabels[key] })),
  },
  {
    key: 'renewal.amount',
    type: 'money',
    owner,
    label: { ja: '更新後の見込みARR', en: 'Expected ARR after renewal' },
    help: {
      ja: 'ワークスペースの通貨の契約だけを数える',
      en: 'Contracts in the currency of the workspace only',
    },
  },
  { key: 'renewal.closes_on', type: 'date', owner, label: { ja: '更新の決着予定日', en: 'Renewal closes on' } },
  { key: 'renewal.notice_on', type: 'date', owner, label: { ja: '解約通知の期限', en: 'Notice deadline' } },
  {
    key: 'renewal.days_to_notice',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '解約通知の期限までの日数', en: 'Days to notice deadline' },
    derived: { measure: 'days_until', of: 'renewal.notice_on' },
  },
  {
    key: 'renewal.win_back_on',
    type: 'date',
    owner,
    label: { ja: '再提案の予定日', en: 'Win-back date' },
    help: { ja: '失った契約について、もう一度声をかける日', en: 'When to approach a lost customer again' },
  },
  {
    key: 'renewal.days_to_win_back',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '再提案までの日数', en: 'Days to win-back' },
    derived: { measure: 'days_until', of: 'renewal.win_back_on' },
  },
]
