import fc from 'fast-check'
import { expect, test } from 'vitest'
import { enough, paceKey, paceOf, peersOf, percentileOf, proposalsOf, type StayCount, withProposals } from './pace.ts'
import { threePhases } from './ready/threePhases.ts'

const went = (time: number, count = 1): StayCount => ({ time, lost: true, count })
const seen = (time: number, count = 1): StayCount => ({ time, lost: false, count })
const stays = fc.array(fc.record({ time: fc.nat(400), lost: fc.boolean(), count: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 1,
  maxLength: 40,
})

test('those who are still there make the phase longer than those who went on alone would', () => {
  const fast = [went(10, 5), went(20, 5)]
  expect(paceOf(fast)).toMatchObject({ stays: 10, passed: 10, median: 15, p80: 20, p95: 20 })
  // Ten more have been there for 60 days: after 20 days a half is gone, and nobody knows when four in five will be.
  expect(paceOf([...fast, seen(60, 10)])).toMatchObject({ stays: 20, passed: 10, median: 20, p80: null })
})

test('an entry that stands for many is the same as many entries', () => {
  fc.assert(
    fc.property(stays, (some) => {
      const spread = some.flatMap((one) => Array.from({ length: one.count }, () => ({ ...one, count: 1 })))
      const [a, b] = [paceOf(some), paceOf(spread)]
      expect({ ...a, steps: [] }).toEqual({ ...b, steps: [] })
      for (const [at, { time, kept }] of a.steps.entries()) {
        expect(b.steps[at]!.time).toBe(time)
        expect(b.steps[at]!.kept).toBeCloseTo(kept, 10)
      }
    }),
  )
})

test('the median lies before the 80th percentile, and that before the 95th', () => {
  fc.assert(
    fc.property(stays, (some) => {
      const { median, p80, p95 } = paceOf(some)
      if (p80 !== null) expect(median).toBeLessThanOrEqual(p80)
      if (p95 !== null) expect(p80).toBeLessThanOrEqual(p95)
    }),
  )
})

test('where everybody has gone on, a percentile is the plain share of those who were quicker', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { minLength: enough, maxLength: 60 }), fc.nat(61), (times, days) => {
      const share = (100 * times.filter((time) => time < days).length) / times.length
      const percentile = percentileOf(paceOf(times.map((time) => went(time))), days)!
      expect(Math.abs(percentile - share)).toBeLessThan(0.5001)
    }),
  )
})

test('a percentile lies within 0 and 100 and never falls with more days', () => {
  fc.assert(
    fc.property(stays, fc.nat(400), fc.nat(50), (some, days, more) => {
      const pace = paceOf([...some, went(30, enough)])
      const [now, later] = [percentileOf(pace, days)!, percentileOf(pace, days + more)!]
      expect(now).toBeGreaterThanOrEqual(0)
      expect(later).toBeLessThanOrEqual(100)
      expect(later).toBeGreaterThanOrEqual(now)
    }),
  )
})

test('a customer is measured against its touch model, and against all where these are too few', () => {
  const [all, high] = [paceOf([went(30, 20)]), paceOf([went(90, enough)])]
  const paces = new Map([
    [paceKey('onboarding', ''), all],
    [paceKey('onboarding', 'high'), high],
    [paceKey('onboarding', 'tech'), paceOf([went(5, enough - 1)])],
  ])
  expect(peersOf(paces, 'onboarding', 'high')).toBe(high)
  expect(peersOf(paces, 'onboarding', 'tech')).toBe(all)
  expect(percentileOf(paceOf([went(5, enough - 1)]), 9)).toBeNull()
})

test('the history proposes usual days and factors, and a draft takes over those that stand on enough', () => {
  const paces = new Map([
    [paceKey('onboarding', ''), paceOf([went(40, 10), went(60, 6), went(100, 4)])],
    [paceKey('onboarding', 'tech'), paceOf([went(12, 12)])],
    [paceKey('onboarding', 'high'), paceOf([went(200, 3)])],
  ])
  const proposals = proposalsOf(threePhases, paces)
  expect(proposals.rows.map(({ phase, touch, passed, median }) => [phase, touch, passed, median])).toEqual([
    ['onboarding', null, 20, 50],
    ['onboarding', 'high', 3, 200],
    ['onboarding', 'tech', 12, 12],
  ])
  expect([proposals.watchAt, proposals.stalledAt]).toEqual([1.6, 2])
  const draft = withProposals(threePhases, proposals)
  const { high } = threePhases.phases[0].usualDaysByTouch
  expect(draft.phases[0]).toMatchObject({ usualDays: 50, usualDaysByTouch: { high, tech: 12 } })
  expect(draft.phases[1]).toEqual(threePhases.phases[1])
})
