import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawsFrom } from '../proof/draws.ts'
import { levelOf, nearestLevel } from './levels.ts'

const draw = drawsFrom(6)
const around = (middle: number, count: number) =>
  Array.from({ length: count }, () => Math.round(middle + (draw() - 0.5) * middle))
const open = levelOf('inquiry.open_count', { lost: around(8, 40), stayed: around(3, 200) }, drawsFrom(1))
const features = levelOf('metric.features_used_28d', { lost: around(2, 40), stayed: around(9, 200) }, drawsFrom(1))
const alike = levelOf('touch.days_since', { lost: around(20, 40), stayed: around(20, 200) }, drawsFrom(1))

test('where customers stood before they left is told against those who stayed, whichever way is worse', () => {
  expect(open.found).toMatchObject({ tells: true, lost: { customers: 40, median: 8 }, stayed: { median: 3 } })
  expect(features.found!.tells).toBe(true)
  expect(alike.found!.tells).toBe(false)
  expect(open.found!.lost.low).toBeLessThanOrEqual(open.found!.lost.median)
})

test('too few losses say nothing but how many more are needed', () => {
  const few = levelOf('inquiry.open_count', { lost: [9, 9, 9], stayed: around(3, 100) }, drawsFrom(1))
  expect(few.found).toBeNull()
  expect(few.missing).toBeGreaterThan(5)
})

test('a customer is told the fact in which it is nearest to leaving, and none where it stands as those who stay', () => {
  const levels = [open, features, alike]
  const of = (known: Record<string, number>) => nearestLevel(levels, (fact) => known[fact] ?? null)
  expect(of({ 'inquiry.open_count': 5, 'metric.features_used_28d': 3 })!.fact).toBe('metric.features_used_28d')
  expect(of({ 'inquiry.open_count': 5 })).toMatchObject({ value: 5, level: 8, usual: 3, way: 0.4 })
  expect(of({ 'inquiry.open_count': 12 })!.way).toBeGreaterThan(1)
  expect(of({ 'inquiry.open_count': 2, 'touch.days_since': 900 })).toBeNull()
  expect(of({})).toBeNull()
})

test('the worse a customer stands, the nearer it is', () => {
  const way = (value: number) => nearestLevel([open], () => value)?.way ?? 0
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), (a, b) => {
      if (a <= b) expect(way(a)).toBeLessThanOrEqual(way(b))
    }),
  )
})
