import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { day } from '#kernel/day.ts'
import { contributionsOf, totalOf } from './contributions.ts'
import { dear, readyCards } from './ready/dear.ts'
import { healthScore } from './score.ts'
import { cardFor, factsOfCard, type Measure, type Readings, type Scorecard } from './scorecard.ts'

const today = day('2026-11-24')
const label = { ja: '', en: '' }
const readings = (
  facts: Record<string, FactValue>,
  held: Record<string, { value: FactValue; lastOn: string }> = {},
): Readings => ({
  value: (key) => facts[key] ?? null,
  held: (key) => held[key] ?? null,
})
const line = (key: string, more: Partial<Measure> = {}): Measure => ({
  key,
  label,
  fact: key,
  curve: {
    shape: 'line',
    corners: [
      { at: 0, points: 0 },
      { at: 100, points: 100 },
    ],
  },
  missing: { then: 'leave_out' },
  weight: 1,
  ...more,
})
const card = (measures: Measure[], more: Measure[] = []): Scorecard => ({
  key: 'test',
  label,
  when: null,
  bands: { healthyFrom: 70, watchFrom: 50, hysteresis: 2 },
  confidenceNeeded: 30,
  dimensions: [
    { key: 'deployment', label, weight: 1, measures },
    ...(more.length > 0 ? [{ key: 'adoption' as const, label, weight: 3, measures: more }] : []),
  ],
})

test('a score is the weighted mean of dimensions, each the weighted mean of its measures', () => {
  const score = healthScore(
    card([line('a'), line('b', { weight: 3 })], [line('c')]),
    readings({ a: 20, b: 60, c: 90 }),
    today,
    null,
  )
  expect(score.dimensions.map((one) => one.score)).toEqual([50, 90])
  expect(score).toMatchObject({ score: 80, sum: 80, grade: 'healthy', confidence: 100 })
})

test('what is missing is left out and the rest re-weighed; confidence says how much was there', () => {
  const score = healthScore(card([line('a'), line('b')], [line('c')]), readings({ a: 40, c: 60 }), today, null)
  expect(score).toMatchObject({ score: 55, confidence: 87 })
})

test('a policy may count a missing value as points, which is not knowing', () => {
  const counted = line('b', { missing: { then: 'count_as', points: 20 } })
  const score = healthScore(card([line('a'), counted]), readings({ a: 80 }), today, null)
  expect(score).toMatchObject({ score: 50, confidence: 50 })
  expect(score.dimensions[0]!.reads.map((read) => read.state)).toEqual(['present', 'assumed'])
})

test('a missing value may be held for some days, and no longer', () => {
  const held = card([line('a', { missing: { then: 'hold', days: 10 } }), line('b')])
  const on = (lastOn: string) => healthScore(held, readings({ b: 50 }, { a: { value: 100, lastOn } }), today, null)
  expect(on('2026-11-14')).toMatchObject({ score: 75, confidence: 100 })
  expect(on('2026-11-13')).toMatchObject({ score: 50, confidence: 50 })
})

test('a figure that is too old counts as missing', () => {
  const dated = card([line('a', { fresh: { by: 'a.on', days: 90 } }), line('b')])
  const on = (at: string) => healthScore(dated, readings({ a: 100, b: 50, 'a.on': at }), today, null)
  expect(on('2026-11-01').score).toBe(75)
  expect(on('2026-01-01')).toMatchObject({ score: 50, confidence: 50 })
  expect(on('2026-01-01').dimensions[0]!.reads[0]).toMatchObject({ state: 'stale', points: null, value: 100 })
})

test('too little known is unknown, never healthy', () => {
  const score = healthScore(card([line('a'), line('b'), line('c'), line('d')]), readings({ a: 100 }), today, 'healthy')
  expect(score).toMatchObject({ score: null, sum: null, grade: 'unknown', confidence: 25 })
})

test('an account in onboarding is judged by its own card, all others by the general one', () => {
  expect(cardFor(readyCards, () => true)?.key).toBe('dear_onboarding')
  expect(cardFor(readyCards, () => false)?.key).toBe('dear')
})

const facts = readyCards.flatMap(factsOfCard)
const missing = { weight: 1, arbitrary: fc.constant(null) }
const someDay = fc.constantFrom<FactValue>('2026-11-01', '2026-03-01', '2020-01-01')
const number = fc.double({ min: -100, max: 400, noNaN: true })
const pace = fc.constantFrom<FactValue>('on_time', 'watch', 'stalled')
const valueOf = (key: string) =>
  fc.oneof({ weight: 3, arbitrary: key.endsWith('.on') ? someDay : key === 'phase.lateness' ? pace : number }, missing)
const someFacts = fc.record(Object.fromEntries(facts.map((key) => [key, valueOf(key)])))

test('whatever the facts, what is shown adds up to the score', () => {
  fc.assert(
    fc.property(fc.constantFrom(...readyCards), someFacts, (of, known) => {
      const score = healthScore(of, readings(known), today, null)
      const parts = contributionsOf(score)
      const all = parts.flatMap((dimension) => dimension.parts)
      if (all.some((part) => part.read.points !== null)) expect(totalOf(all, 'share')).toBe(100)
      for (const { share, contribution, parts: own } of parts)
        expect([totalOf(own, 'share'), totalOf(own, 'contribution')]).toEqual([share, contribution])
      if (score.sum === null) return
      expect(totalOf(all, 'contribution')).toBe(score.sum)
      expect(Math.floor(score.sum + 0.5)).toBe(score.score)
      for (const part of all) {
        const exact = ((part.read.points ?? 0) * part.share) / 100
        expect(Math.abs(part.contribution - exact)).toBeLessThanOrEqual(0.2)
        if (part.read.points === null) expect([part.share, part.contribution]).toEqual([0, 0])
      }
    }),
    { numRuns: 500 },
  )
})

test('a score stays between its lowest and its highest measure, and no better value lowers it', () => {
  fc.assert(
    fc.property(
      someFacts,
      fc.constantFrom('metric.licence_use', 'metric.habit_weeks_12'),
      fc.nat(100),
      (known, key, more) => {
        const now = healthScore(dear, readings({ ...known, [key]: 5 }), today, null)
        const better = healthScore(dear, readings({ ...known, [key]: 5 + more }), today, null)
        const points = now.dimensions.flatMap((one) => one.reads.flatMap((read) => read.points ?? []))
        if (now.score === null || better.score === null) return
        expect(now.score).toBeGreaterThanOrEqual(Math.min(...points))
        expect(now.score).toBeLessThanOrEqual(Math.max(...points))
        expect(better.score).toBeGreaterThanOrEqual(now.score)
      },
    ),
  )
})
