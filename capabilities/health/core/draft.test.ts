import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import type { FactDefinition, FactType } from '#capabilities/facts/core/fact.ts'
import { day } from '#kernel/day.ts'
import { type Draft, draftIssues } from './draft.ts'
import { curveFor, shapesFor } from './draftCurve.ts'
import { byWeight, type Effect, movesOf } from './effect.ts'
import { gradeOf } from './grade.ts'
import { newKey, placeOfNew, withDraft } from './order.ts'
import { dear, readyCards } from './ready/dear.ts'
import { healthScore } from './score.ts'
import { factsOfCard, type Measure } from './scorecard.ts'
import { grades } from './words.ts'

const label = { ja: '名前', en: 'Name' }
const choices = [{ key: 'on_time', label }]
const typeOf = (key: string): FactType =>
  key.endsWith('.on') || key.endsWith('_on')
    ? 'date'
    : key === 'phase.lateness'
      ? 'choice'
      : key === 'phase.key'
        ? 'text'
        : 'number'
const known = [...new Set([...readyCards.flatMap(factsOfCard), 'phase.key', 'health.score'])]
const catalogue = catalogueOf(known.map((key): FactDefinition => ({ key, type: typeOf(key), label, owner: 'test' })))
const ground = { catalogue, late: new Set(['health.score']) }
const { key: ownKey, ...draft } = dear
const issuesOf = (change: Partial<Draft>) => draftIssues({ ...draft, ...change }, ground)
const withMeasure = (change: Partial<Measure>): Partial<Draft> => ({
  dimensions: draft.dimensions.map((dimension, at) =>
    at > 0 ? dimension : { ...dimension, measures: [{ ...dimension.measures[0]!, ...change }] },
  ),
})

test('the ready-made scorecards have nothing wrong with them', () => {
  for (const card of readyCards) expect(draftIssues(card, ground)).toEqual([])
})

test('what is wrong is told with its place and the rule', () => {
  const corners = [
    { at: 5, points: 0 },
    { at: 5, points: 120 },
  ]
  expect(issuesOf(withMeasure({ curve: { shape: 'line', corners } }))).toEqual([
    { field: 'dimensions.0.measures.0.curve.corners.1.at', rule: 'ascending', value: '5' },
    { field: 'dimensions.0.measures.0.curve.corners.1.points', rule: 'points_range', value: '120' },
  ])
  expect(issuesOf(withMeasure({ weight: 0 }))).toMatchObject([
    { field: 'dimensions.0.measures.0.weight', rule: 'weight_positive' },
  ])
  expect(issuesOf(withMeasure({ fact: 'health.score' }))).toMatchObject([{ rule: 'fact_late' }])
  expect(issuesOf(withMeasure({ fact: 'nothing.such' }))).toMatchObject([{ rule: 'fact_unknown' }])
  expect(issuesOf(withMeasure({ curve: { shape: 'yes_no', yes: 1, no: 0 } }))).toMatchObject([
    { rule: 'curve_unsuitable' },
  ])
  expect(issuesOf(withMeasure({ missing: { then: 'hold', days: 0.5 } }))).toMatchObject([{ rule: 'days_range' }])
  expect(issuesOf(withMeasure({ fresh: { by: 'phase.key', days: 30 } }))).toMatchObject([{ rule: 'date_needed' }])
  expect(issuesOf({ dimensions: [] })).toEqual([{ field: 'dimensions', rule: 'dimensions_needed' }])
  expect(issuesOf({ label: { ja: ' ', en: 'x' } })).toEqual([{ field: 'label.ja', rule: 'required' }])
})

test('a condition is checked against the facts there are, and told at the character', () => {
  expect(issuesOf({ when: 'phase.key == ' })).toMatchObject([{ field: 'when', rule: 'condition.expected' }])
  expect(issuesOf({ when: 'phase.kei == "x"' })).toMatchObject([
    { field: 'when', rule: 'condition.unknown_fact', column: '1', value: 'phase.kei' },
  ])
  expect(issuesOf({ when: 'phase.key == "x" && health.score > 1' })).toEqual([
    { field: 'when', rule: 'fact_late', value: 'health.score', column: '21' },
  ])
})

test('with borders that are taken, every grade can be come to from every other', () => {
  const border = fc.integer({ min: -5, max: 105 })
  fc.assert(
    fc.property(border, border, fc.integer({ min: -1, max: 25 }), (healthyFrom, watchFrom, hysteresis) => {
      const bands = { healthyFrom, watchFrom, hysteresis }
      if (issuesOf({ bands }).length > 0) return
      for (const before of grades) {
        const reached = new Set(Array.from({ length: 101 }, (_, score) => gradeOf(bands, score, before)))
        expect([...reached].sort()).toEqual(['healthy', 'risk', 'watch'])
      }
    }),
    { numRuns: 2000 },
  )
})

const points = fc.integer({ min: -20, max: 120 })
const line = fc
  .array(fc.record({ at: fc.integer({ min: -50, max: 50 }), points }), { minLength: 1, maxLength: 5 })
  .map((corners) => ({ shape: 'line' as const, corners }))

test('a line is taken exactly when it rises from corner to corner within 0 and 100 points, and then scores within them', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: -100, max: 100 }), (curve, value) => {
      const { corners } = curve
      const isRight =
        corners.length > 1 &&
        corners.every((one, at) => one.points >= 0 && one.points <= 100 && (at === 0 || one.at > corners[at - 1]!.at))
      const change = withMeasure({ curve, fact: 'metric.licence_use' })
      expect(issuesOf(change).length === 0).toBe(isRight)
      if (!isRight) return
      const card = { ...dear, ...draft, ...change, confidenceNeeded: 0 }
      const readings = { value: (key: string) => (key === 'metric.licence_use' ? value : null), held: () => null }
      const { score } = healthScore(card, readings, day('2026-11-24'), null)
      expect(score).toBeGreaterThanOrEqual(Math.min(...corners.map((one) => one.points)))
      expect(score).toBeLessThanOrEqual(Math.max(...corners.map((one) => one.points)))
    }),
  )
})

test('customers are compared among all, or those alike in a fact that tells them apart', () => {
  const compared = (within: string | null, last = 100) => {
    const corners = [0, last].map((at) => ({ at, points: at > 0 ? 100 : 0 }))
    return issuesOf(withMeasure({ curve: { shape: 'percentile', within, corners } })).map(({ field, rule }) => [
      field.replace('dimensions.0.measures.0.curve.', ''),
      rule,
    ])
  }
  expect([null, 'phase.key', 'phase.lateness'].flatMap((within) => compared(within))).toEqual([])
  expect(compared('nothing.such')).toEqual([['within', 'fact_unknown']])
  expect(compared('health.score')).toEqual([['within', 'fact_late']])
  expect(compared('metric.licence_use')).toEqual([['within', 'group_unsuitable']])
  expect(compared(null, 101)).toEqual([['corners.1.at', 'percent_range']])
})

test('the curve that a fact begins with is right for it', () => {
  for (const type of ['number', 'percent', 'money', 'yes_no', 'choice'] as const)
    for (const unit of [undefined, 'days'] as const)
      for (const shape of shapesFor(type)) {
        const fact: FactDefinition = { key: 'a.fact', type, label, owner: 'test', choices, ...(unit ? { unit } : {}) }
        const facts = catalogueOf([...catalogue.all, fact])
        const change = withMeasure({ fact: fact.key, curve: curveFor(fact, shape) })
        expect(draftIssues({ ...draft, ...change }, { ...ground, catalogue: facts })).toEqual([])
      }
  expect(shapesFor('text')).toEqual([])
})

test('a new card comes before the one that takes everybody, a changed one stays in its place, another is not touched', () => {
  expect(placeOfNew(readyCards)).toBe(1)
  expect(withDraft(readyCards, newKey, draft).map(({ key }) => key)).toEqual(['dear_onboarding', '', 'dear'])
  expect(withDraft(readyCards, ownKey, { ...draft, when: 'true' })[1]).toMatchObject({ key: ownKey, when: 'true' })
  expect(withDraft(readyCards, 'switched_off', draft)).toEqual(readyCards)
})

const standing = fc.record({
  score: fc.option(fc.nat(100), { nil: null }),
  grade: fc.option(fc.constantFrom(...grades), { nil: null }),
})

test('whoever is counted is counted once, and what gets worse is named before what gets better', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ before: standing, after: standing })), (effects: Effect[]) => {
      expect(movesOf(effects).reduce((sum, { accounts }) => sum + accounts, 0)).toBe(effects.length)
      const list = effects.toSorted(byWeight)
      const toRisk = list.findLastIndex(({ before, after }) => before.grade === 'healthy' && after.grade === 'risk')
      const better = list.findIndex(({ before, after }) => before.grade === 'risk' && after.grade === 'healthy')
      if (toRisk >= 0 && better >= 0) expect(toRisk).toBeLessThan(better)
    }),
  )
})
