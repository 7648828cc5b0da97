import fc from 'fast-check'
import { expect, test } from 'vitest'
import { japaneseCalendar } from '#kernel/businessCalendar.ts'
import { day } from '#kernel/day.ts'
import { mayMove, movesOf, onDay } from './cta.ts'
import { type Ranked, rankOf, urgencyOf } from './rank.ts'
import { planDay } from './today.ts'
import { ctaKinds } from './words.ts'

const risk: Ranked = {
  kind: 'risk',
  arr: 8_640_000,
  rule: { sharePercent: 100, chancePercent: 40, useful: 0, closed: 0 },
  grade: 'risk',
  businessDays: 1,
  effortMinutes: 30,
}

test('a rank is value at stake × chance × urgency ÷ effort, and shows each', () => {
  const rank = rankOf(risk, 0)
  expect(rank.stake).toEqual({ amount: 8_640_000, arr: 8_640_000, share: 100, assumed: false })
  expect(rank.chance).toMatchObject({ percent: 52, prior: 40, gradeFactor: 1.3 })
  expect(rank.urgency).toEqual({ factor: 1.5, businessDays: 1 })
  expect(rank.value).toBe((8_640_000 * 0.52 * 1.5 * 60) / 30)
})

test('a rule that was mostly wrong is believed less, one that was useful more', () => {
  const chance = (useful: number, closed: number) =>
    rankOf({ ...risk, grade: 'unknown', rule: { ...risk.rule!, useful, closed } }, 0).chance.percent
  expect(chance(0, 0)).toBe(40)
  expect(chance(0, 30)).toBe(10)
  expect(chance(30, 30)).toBe(85)
})

test('an account without ARR is ranked by what stands in for it, and says so', () => {
  expect(rankOf({ ...risk, arr: null }, 200).stake).toMatchObject({
    arr: 200,
    assumed: true,
  })
})

test('more at stake, likelier, sooner or less work never ranks lower', () => {
  const some = fc.record({
    kind: fc.constantFrom(...ctaKinds),
    arr: fc.integer({ min: 0, max: 1e9 }),
    businessDays: fc.integer({ min: -30, max: 60 }),
    effortMinutes: fc.integer({ min: 5, max: 600 }),
  })
  fc.assert(
    fc.property(some, (one) => {
      const cta: Ranked = { ...risk, ...one }
      const value = rankOf(cta, 0).value
      expect(rankOf({ ...cta, arr: one.arr + 1_000_000 }, 0).value).toBeGreaterThanOrEqual(value)
      expect(rankOf({ ...cta, businessDays: one.businessDays - 1 }, 0).value).toBeGreaterThanOrEqual(value)
      expect(rankOf({ ...cta, effortMinutes: one.effortMinutes + 10 }, 0).value).toBeLessThanOrEqual(value)
    }),
  )
  expect([-1, 0, 1, 2, 3, 6, 11].map(urgencyOf)).toEqual([2, 1.8, 1.5, 1.3, 1, 0.8, 0.5])
})

test('a day holds so many things; the rest is parked on the business days that follow', () => {
  const items = Array.from({ length: 7 }, (_, at) => ({
    id: `${at}`,
    pinned: at === 6,
    dueOn: '2026-11-20',
    rank: { value: 100 - at },
  }))
  const plan = planDay(items, 3, day('2026-11-20'), japaneseCalendar)
  expect(plan.items.map((one) => one.id)).toEqual(['6', '0', '1'])
  expect(plan.parked.map((one) => one.parkedFor)).toEqual(['2026-11-24', '2026-11-24', '2026-11-24', '2026-11-25'])
})

test('what is put off comes back on its day; what is closed can be taken up again and nothing else', () => {
  const snoozed = { status: 'snoozed', until: day('2026-11-24'), reason: null } as const
  expect(onDay(snoozed, day('2026-11-23')).status).toBe('snoozed')
  expect(onDay(snoozed, day('2026-11-24')).status).toBe('open')
  expect(
    movesOf('closed')
      .filter((one) => one.allowed)
      .map((one) => one.move),
  ).toEqual(['reopen'])
  expect(mayMove('reopen', 'open')).toBe('cta_is_open')
  expect(mayMove('close', 'snoozed')).toBeNull()
})
