import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { day } from '#kernel/day.ts'
import { movedBetween } from './compare.ts'
import { contributionsOf } from './contributions.ts'
import { liftsOf } from './lift.ts'
import { dear } from './ready/dear.ts'
import { type HealthScore, healthScore } from './score.ts'
import { sentenceOf } from './sentence.ts'

const today = day('2026-11-24')
const scored = (facts: Record<string, FactValue>): HealthScore =>
  healthScore(dear, { value: (key) => facts[key] ?? null, held: () => null }, today, null)
const fine = {
  'metric.licence_use': 90,
  'metric.weekly_active_users.change': 5,
  'metric.habit_weeks_12': 12,
  'metric.features_used_28d': 7,
  'metric.days_since_seen': 1,
  'touch.days_since': 10,
  'contacts.decision_maker.days_since_touch': 20,
}
const fallen = { ...fine, 'metric.weekly_active_users.change': -55, 'contacts.decision_maker.days_since_touch': 150 }

test('the measures that moved a score are named, largest first, and add up', () => {
  const [then, now] = [contributionsOf(scored(fine)), contributionsOf(scored(fallen))]
  const moved = movedBetween(then, now)
  expect(moved.map((one) => one.after.measure.key)).toEqual(['decision_maker', 'weekly_change'])
  expect(moved.every((one) => one.difference < 0)).toBe(true)
})

test('differences add up to the difference of the sums, whatever came and went', () => {
  const value = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null })
  const some = fc.record(Object.fromEntries(Object.keys(fine).map((key) => [key, value])))
  fc.assert(
    fc.property(some, some, (a, b) => {
      const [then, now] = [scored(a), scored(b)]
      if (then.sum === null || now.sum === null) return
      const total = movedBetween(contributionsOf(then), contributionsOf(now)).reduce(
        (sum, one) => sum + one.difference,
        0,
      )
      expect(total).toBeCloseTo(now.sum - then.sum, 6)
    }),
  )
})

test('what would lift most comes first, with what to aim for', () => {
  const lifts = liftsOf(contributionsOf(scored(fallen)), 2)
  expect(lifts[0]).toMatchObject({ dimension: 'adoption', target: 20 })
  expect(lifts[0]!.measure.key).toBe('weekly_change')
})

test('a sentence says where the points went', () => {
  const score = scored(fallen)
  const told = { score, parts: contributionsOf(score), confidenceNeeded: 30, change7: -21 }
  const said = sentenceOf(told, (part) => ({ ja: String(part.read.value), en: String(part.read.value) }))
  expect(said.ja).toBe(
    `7日前より21点低く、${score.score}点(注意)です。点を下げているのは、主に週次利用者の変化(-55)、決裁者と話してからの日数(150)です。導入完了度は良好です。`,
  )
  expect(said.en).toContain(
    'What costs most: change in weekly users (-55) and days since the decision maker was met (150).',
  )
})

test('too little known is said, with what is needed', () => {
  const score = scored({ 'touch.days_since': 3 })
  const told = { score, parts: contributionsOf(score), confidenceNeeded: 30, change7: null }
  expect(sentenceOf(told, () => ({ ja: '', en: '' })).ja).toMatch(/まだ判断できません。.*30%/)
})
