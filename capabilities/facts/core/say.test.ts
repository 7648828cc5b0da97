import { expect, test } from 'vitest'
import { fillIn, sayValue } from './say.ts'

const ja = { locale: 'ja', currency: 'JPY' } as const
const en = { locale: 'en', currency: 'USD' } as const

test('a change carries its sign and one place, a count its unit', () => {
  expect(sayValue({ key: 'metric.x.change', type: 'percent' }, -38.24, ja)).toBe('−38.2%')
  expect(sayValue({ key: 'metric.x.change', type: 'percent' }, 12, ja)).toBe('+12%')
  expect(sayValue({ key: 'touch.days_since', type: 'number', unit: 'days' }, 94, ja)).toBe('94日')
  expect(sayValue({ key: 'touch.days_since', type: 'number', unit: 'days' }, 1, en)).toBe('1 day')
})

test('money in its currency, days in words, missing as a dash', () => {
  expect(sayValue({ key: 'contract.arr', type: 'money' }, 8_640_000, ja)).toBe('¥8,640,000')
  expect(sayValue({ key: 'contract.arr', type: 'money' }, 864_000_00, en)).toBe('$864,000')
  expect(sayValue({ key: 'contract.renewal_on', type: 'date' }, '2027-02-28', ja)).toBe('2027年2月28日')
  expect(sayValue({ key: 'contract.renewal_on', type: 'date' }, '2027-02-28', en)).toBe('Feb 28, 2027')
  expect(sayValue({ key: 'contract.arr', type: 'money' }, null, ja)).toBe('—')
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
