import type { ImportChoice } from '#capabilities/connect/core/kind.ts'

/** How often a price is paid, and the months (or, by `unit`, days or weeks) between. */
export const intervals: readonly (ImportChoice & { months: number; unit?: 'day' | 'week' })[] = [
  {
    key: 'daily',
    months: 1,
    unit: 'day',
    label: { ja: '毎日', en: 'Daily' },
    synonyms: ['日額', '日払い', '日', 'day'],
  },
  {
    key: 'weekly',
    months: 1,
    unit: 'week',
    label: { ja: '毎週', en: 'Weekly' },
    synonyms: ['週額', '週払い', '週次', '週', 'week'],
  },
  {
    key: 'monthly',
    months: 1,
    label: { ja: '毎月', en: 'Monthly' },
    synonyms: ['月額', '月払い', '月次', '月', 'month', '1か月', '1ヶ月'],
  },
  { key: 'bimonthly', months: 2, label: { ja: '2か月ごと', en: 'Every two months' }, synonyms: ['隔月', '2ヶ月'] },
  {
    key: 'quarterly',
    months: 3,
    label: { ja: '四半期ごと', en: 'Quarterly' },
    synonyms: ['四半期', 'quarter', '3か月', '3ヶ月'],
  },
  {
    key: 'half_yearly',
    months: 6,
    label: { ja: '半年ごと', en: 'Half-yearly' },
    synonyms: ['半期', '半年', '6か月', '6ヶ月', 'semiannual', 'semi-annual'],
  },
  {
    key: 'yearly',
    months: 12,
    label: { ja: '毎年', en: 'Yearly' },
    synonyms: ['年額', '年払い', '年次', '年', 'annual', 'annually', 'year', '12か月', '12ヶ月'],
  },
  { key: 'two_yearly', months: 24, label: { ja: '2年ごと', en: 'Every two years' }, synonyms: ['2年', 'biennial'] },
  {
    key: 'three_yearly',
    months: 36,
    label: { ja: '3年ごと', en: 'Every three years' },
    synonyms: ['3年', 'triennial'],
  },
]
