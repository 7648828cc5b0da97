import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { countedAs, longestOverride, overrideIssues, overrideState } from './override.ts'
import type { Grade } from './words.ts'

const bands = { healthyFrom: 75, watchFrom: 50, hysteresis: 3 }
const today = day('2026-11-22')

test('an override counts in the place of the computed score, graded by the borders alone', () => {
  const computed = { score: 72, grade: 'watch' as Grade }
  expect(countedAs(bands, computed, { score: 40 })).toEqual({ score: 40, grade: 'risk' })
  expect(countedAs(bands, computed, { score: 75 })).toEqual({ score: 75, grade: 'healthy' })
  expect(countedAs(bands, { score: null, grade: 'unknown' }, { score: 50 })).toEqual({ score: 50, grade: 'watch' })
  expect(countedAs(bands, computed, null)).toEqual(computed)
})

test('a higher override never has a worse grade', () => {
  const rank = { risk: 0, watch: 1, healthy: 2, unknown: -1 }
  const points = fc.integer({ min: 0, max: 100 })
  const gradeOf = (score: number) => rank[countedAs(bands, { score: null, grade: 'unknown' }, { score }).grade]
  fc.assert(fc.property(points, points, (a, b) => gradeOf(Math.min(a, b)) <= gradeOf(Math.max(a, b))))
})

test('its last day is one of it, and the next is not', () => {
  const until = day('2026-11-30')
  expect(overrideState({ until, endedByPerson: false }, until)).toBe('holds')
  expect(overrideState({ until, endedByPerson: false }, addDays(until, 1))).toBe('expired')
  expect(overrideState({ until, endedByPerson: true }, today)).toBe('ended')
})

test('it ends between today and half a year on', () => {
  const rules = (days: number) => overrideIssues({ until: addDays(today, days) }, today).map(({ rule }) => rule)
  expect([-1, 0, longestOverride, longestOverride + 1].map(rules)).toEqual([
    ['override_until'],
    [],
    [],
    ['override_until'],
  ])
})
