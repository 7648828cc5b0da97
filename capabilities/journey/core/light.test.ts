import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { fatigueWatchOn, lightOldOn, overdueLight } from './light.ts'

const reached = day('2025-04-01')
const nothingSaid = { decided: null, deepDays: null }

test('a light success is old after two years, or once a deep one of its product usually takes no longer', () => {
  expect(lightOldOn(reached, nothingSaid)).toBe(addDays(reached, 730))
  expect(lightOldOn(reached, { decided: 'late', deepDays: 365 })).toBe('2026-04-01')
  expect(lightOldOn(null, nothingSaid)).toBeNull()
})

test('with a product that brings no deep success, a light one never grows old', () => {
  expect(lightOldOn(reached, { decided: 'early', deepDays: null })).toBeNull()
})

test('a field is looked after from half of the usual way to a deep success on', () => {
  expect(fatigueWatchOn(reached, nothingSaid)).toBe(addDays(reached, 180))
  expect(fatigueWatchOn(reached, { decided: 'throughout', deepDays: 730 })).toBe('2026-04-01')
  expect(fatigueWatchOn(null, nothingSaid)).toBeNull()
})

test('only a light success that is past its day is told, with the days since it was reached', () => {
  expect(overdueLight('light', { lastPhase: 800, old: 70 })).toBe(800)
  expect(overdueLight('light', { lastPhase: 730, old: 0 })).toBeNull()
  expect(overdueLight('deep', { lastPhase: 800, old: 70 })).toBeNull()
  expect(overdueLight('light', { lastPhase: 800, old: null })).toBeNull()
})
