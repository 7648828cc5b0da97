import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { growthOf, standingOf } from './standing.ts'

const today = day('2026-04-01')
const of = (used: number, perDay: number | null = null) => standingOf({ used, limit: 100, perDay }, today)

test('from four fifths on it is near, and where little is left it is full', () => {
  expect([79, 80, 95, 120].map((used) => of(used).level)).toEqual(['fine', 'near', 'full', 'full'])
})

test('what will be full within a month is near long before', () => {
  expect(of(10, 3)).toEqual({ share: 0.1, level: 'near', fullOn: '2026-05-01' })
  expect(of(10, 2)).toEqual({ share: 0.1, level: 'fine', fullOn: '2026-05-16' })
})

test('what does not grow, shrinks or grows for longer than ten years is never full', () => {
  expect([of(50), of(50, 0), of(50, -1), of(50, 0.001)].map(({ fullOn }) => fullOn)).toEqual([null, null, null, null])
})

test('stores grow as the journal did; without one nobody can tell', () => {
  expect(growthOf(1000, { lately: 28, all: 280, days: 28 })).toBeCloseTo(1000 / 280)
  expect(growthOf(1000, { lately: 0, all: 0, days: 28 })).toBeNull()
})
