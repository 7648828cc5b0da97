import { expect, test } from 'vitest'
import { fillIn, sayValue } from './say.ts'

const inJapanese = { locale: 'ja', currency: 'JPY' } as const
const inEnglish = { locale: 'en', currency: 'USD' } as const

test('a change carries its sign and one place, a count its unit', () => {
  expect(sayValue({ key: 'metric.x.change', type: 'percent' }, -38.24, inJapanese)).toBe('−38.2%')
  expect(sayValue({ key: 'metric.x.change', type: 'percent' }, 12, inJapanese)).toBe('+12%')
  expect(sayValue({ key: 'touch.days_since', type: 'number', unit: 'days' }, 94, inJapanese)).toBe('94日')
  expect(sayValue({ key: 'touch.days_since', type: 'number', unit: 'days' }, 1, inEnglish)).toBe('1 day')
})

test('money in its currency, days in words, missing as a dash', () => {
  expect(sayValue({ key: 'contract.arr', type: 'money' }, 8_640_000, inJapanese)).toBe('¥8,640,000')
  expect(sayValue({ key: 'contract.arr', type: 'money' }, 864_000_00, inEnglish)).toBe('$864,000')
  expect(sayValue({ key: 'contract.renewal_on', type: 'date' }, '2027-02-28', inJapanese)).toBe('2027年2月28日')
  expect(sayValue({ key: 'contract.renewal_on', type: 'date' }, '2027-02-28', inEnglish)).toBe('Feb 28, 2027')
  expect(sayValue({ key: 'contract.arr', type: 'money' }, null, inJapanese)).toBe('—')
})

const days = { key: 'a.days', type: 'number', unit: 'days' } as const
const filled = (ja: string, en: string, known: Record<string, number>) =>
  fillIn(
    { ja, en },
    (key) => (key.startsWith('a.') ? { ...days, key } : undefined),
    (key) => known[key] ?? null,
    'JPY',
  )

test('a text is filled in with facts, and an unknown key stays to be seen', () => {
  expect(filled('決裁者との接点が{a.days}ありません。{b.none', 'No contact for {a.days}.', { 'a.days': 92 })).toEqual({
    ja: '決裁者との接点が92日ありません。{b.none',
    en: 'No contact for 92 days.',
  })
})

test('a sentence about a missing fact is left out, unless it is all there is', () => {
  const both = filled('更新まで{a.days}です。最後の接点から{a.touch}です。', 'In {a.days}. Last touch {a.touch} ago.', {
    'a.days': 1,
  })
  expect(both).toEqual({ ja: '更新まで1日です。', en: 'In 1 day.' })
  expect(filled('あと{a.days}です。', 'In {a.days}.', {}).ja).toBe('あと—です。')
})
