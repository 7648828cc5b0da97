import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { bestValue, pointsOf } from './curve.ts'
import { fewestPeers, peersOf, spreadsAmong } from './peers.ts'
import { cutsOf, percentileOf, valueAt } from './percentile.ts'

const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 80 })
const value = fc.integer({ min: -60, max: 60 })

test('cuts are linear between the nearest two in order (definition 7)', () => {
  const cuts = cutsOf([15, 20, 35, 40, 50])
  expect([0, 25, 40, 50, 100].map((at) => cuts[at])).toEqual([15, 20, 29, 35, 50])
  expect(cutsOf([])).toEqual([])
})

test('the least stands at 0, the most at 100, who is between in between, and a value shared by many in their middle', () => {
  const cuts = cutsOf([1, 2, 3, 4, 5])
  expect([0, 1, 2, 3, 5, 9].map((one) => percentileOf(cuts, one))).toEqual([0, 0, 25, 50, 100, 100])
  expect(percentileOf(cutsOf([0, 0, 0, 0, 10]), 0)).toBe(37.5)
  expect(percentileOf(cutsOf([7, 7, 7]), 7)).toBe(50)
})

test('a place is within 0 and 100, and a larger value never stands lower', () => {
  fc.assert(
    fc.property(numbers, value, value, (known, a, b) => {
      const cuts = cutsOf(known)
      const [low, high] = [percentileOf(cuts, Math.min(a, b)), percentileOf(cuts, Math.max(a, b))]
      expect(low).toBeGreaterThanOrEqual(0)
      expect(low).toBeLessThanOrEqual(high)
      expect(high).toBeLessThanOrEqual(100)
    }),
  )
})

test('turned round, places turn round: nobody gains by the direction in which values are counted', () => {
  fc.assert(
    fc.property(numbers, value, (known, one) => {
      const turned = percentileOf(cutsOf(known.map((each) => -each)), -one)
      expect(turned).toBeCloseTo(100 - percentileOf(cutsOf(known), one), 0)
    }),
  )
})

test('the value at a place stands at that place', () => {
  const cuts = cutsOf(Array.from({ length: 60 }, (_, at) => at * at))
  for (const place of [0, 12, 50.5, 99, 100]) expect(percentileOf(cuts, valueAt(cuts, place)!)).toBeCloseTo(place, 0)
})

const customers = (count: number, industry: string | null, from = 0) =>
  Array.from(
    { length: count },
    (_, at) =>
      (key: string): FactValue =>
        key === 'used' ? from + at : industry,
  )
const use = { fact: 'used', within: 'industry' }
const of = (industry: string | null) => (key: string) => (key === 'industry' ? industry : null)

test('a customer is compared with those alike, and with all where there are too few of them', () => {
  const spreads = spreadsAmong([use], [...customers(fewestPeers, '製造'), ...customers(19, '金融', 100)])
  expect(peersOf(spreads, use, of('製造'))).toMatchObject({ size: 20, fellBack: false, group: { value: '製造' } })
  expect(peersOf(spreads, use, of('金融'))).toMatchObject({ size: 39, fellBack: true, group: { value: '金融' } })
  expect(peersOf(spreads, use, of(null))).toMatchObject({ size: 39, fellBack: true, group: null })
  expect(peersOf(spreads, { ...use, within: null }, of('製造'))).toBeNull()
})

test('points follow the place; among too few nothing is said', () => {
  const corners = [
    { at: 0, points: 0 },
    { at: 50, points: 80 },
    { at: 100, points: 100 },
  ]
  const curve = { shape: 'percentile', within: null, corners } as const
  const all = { fact: 'used', within: null }
  const peers = peersOf(spreadsAmong([all], customers(21, null)), all, of(null))
  expect([0, 5, 10, 20, 99].map((one) => pointsOf(curve, one, peers))).toEqual([0, 40, 80, 100, 100])
  expect(bestValue(curve, 3, peers)).toBe(20)
  const few = peersOf(spreadsAmong([all], customers(19, null)), all, of(null))
  expect(pointsOf(curve, 5, few)).toBeNull()
  expect(pointsOf(curve, 5)).toBeNull()
})
