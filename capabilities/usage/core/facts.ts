import type { FactDefinition, FactUnit, Label } from '#capabilities/facts/core/fact.ts'

const owner = 'usage'

const count = (key: string, unit: FactUnit, label: Label, help?: Label): FactDefinition => ({
  key: `metric.${key}`,
  type: 'number',
  unit,
  label,
  owner,
  ...(help ? { help } : {}),
})

const percent = (key: string, label: Label, help: Label): FactDefinition => ({
  key: `metric.${key}`,
  type: 'percent',
  unit: 'percent',
  label,
  help,
  owner,
})

const day = (key: string, label: Label, help?: Label): FactDefinition => ({
  key: `metric.${key}`,
  type: 'date',
  label,
  owner,
  ...(help ? { help } : {}),
})

const before = (label: Label, ja: string, en: string): Label => ({ ja: `${label.ja}(${ja})`, en: `${label.en}, ${en}` })

/** A count with what it was in the window before, and how it changed. */
function compared(
  key: string,
  unit: FactUnit,
  label: Label,
  [ja, en]: [string, string],
  help?: Label,
): FactDefinition[] {
  return [
    count(key, unit, label, help),
    count(`${key}.previous`, unit, before(label, `前の${ja}`, `the ${en} before`)),
    percent(`${key}.change`, before(label, '増減率', 'change'), {
      ja: `前の${ja}と比べた増減率です。前の${ja}に利用がなければ空になります。`,
      en: `Against the ${en} before; empty where there was no use in it.`,
    }),
  ]
}

/** What the events tell by themselves. */
export const usageFacts: readonly FactDefinition[] = [
  count('daily_active_users', 'people', { ja: '日次利用者数', en: 'Daily active users' }),
  ...compared('weekly_active_users', 'people', { ja: '週次利用者数', en: 'Weekly active users' }, ['7日間', '7 days'], {
    ja: '今日までの7日間に利用した人の数です。',
    en: 'People who used the product in the 7 days up to today.',
  }),
  ...compared(
    'monthly_active_users',
    'people',
    { ja: '月次利用者数', en: 'Monthly active users' },
    ['28日間', '28 days'],
    {
      ja: '今日までの28日間に利用した人の数です。',
      en: 'People who used the product in the 28 days up to today.',
    },
  ),
  percent(
    'stickiness',
    { ja: '定着率', en: 'Stickiness' },
    {
      ja: '28日間の1日あたり平均利用者数 ÷ 28日間の利用者数。毎日全員が使えば100%です。',
      en: 'The mean number of users on a day, of those active in the 28 days: 100 % if everybody comes every day.',
    },
  ),
  count('features_used_28d', 'count', { ja: '利用機能数(28日)', en: 'Features used (28 days)' }),
  ...compared('events_7d', 'count', { ja: '利用回数(7日)', en: 'Uses (7 days)' }, ['7日間', '7 days']),
  count('events_28d', 'count', { ja: '利用回数(28日)', en: 'Uses (28 days)' }),
  count('active_days_28d', 'days', { ja: '利用日数(28日)', en: 'Active days (28 days)' }),
  count(
    'habit_weeks_12',
    'weeks',
    { ja: '利用のあった週(12週中)', en: 'Active weeks of the last 12' },
    {
      ja: '今日までの12週間のうち、利用のあった週の数です。',
      en: 'How many of the 12 weeks up to today saw any use.',
    },
  ),
  day(
    'first_value_on',
    { ja: '最初の活用日', en: 'First value on' },
    {
      ja: '画面を見るだけでなく、機能が初めて使われた日です。',
      en: 'The first day on which something was done, not only looked at.',
    },
  ),
  day('last_seen_on', { ja: '最終利用日', en: 'Last used on' }),
  {
    key: 'metric.days_since_seen',
    type: 'number',
    unit: 'days',
    label: { ja: '最終利用からの日数', en: 'Days since last used' },
    derived: { measure: 'days_since', of: 'metric.last_seen_on' },
    owner,
  },
]

/** What follows from use together with the contract. */
export const usageAgainstContractFacts: readonly FactDefinition[] = [
  percent(
    'licence_use',
    { ja: 'ライセンス利用率', en: 'Licence use' },
    {
      ja: '28日間の利用者数 ÷ 契約ライセンス数。',
      en: 'Monthly active users, of the seats under contract.',
    },
  ),
  count(
    'days_to_first_value',
    'days',
    { ja: '最初の活用までの日数', en: 'Days to first value' },
    {
      ja: '申込日(なければ契約開始日)から最初の活用日までの日数です。',
      en: 'From sign-up (or else the start of the contract) to the first value.',
    },
  ),
]
