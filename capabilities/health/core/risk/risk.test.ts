import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { addDays, addMonths, day } from '#kernel/day.ts'
import { sharedData } from '#test/build/shared.ts'
import { areaUnderCurve } from '../proof/auc.ts'
import { calibration } from '../proof/calibration.ts'
import { drawsFrom } from '../proof/draws.ts'
import { type Example, fitLogistic, probability } from '../proof/logistic.ts'
import { reasonsOf, usualRisk } from './reasons.ts'
import { riskOf, type Sample, trainRisk } from './train.ts'
import { growTrees, probabilityByTrees } from './trees.ts'

const fact = (key: string, type: FactDefinition['type']): FactDefinition => ({
  key,
  type,
  label: { ja: key, en: key },
  owner: 'test',
})
const facts = [fact('use', 'number'), fact('plan', 'choice'), fact('met', 'yes_no'), fact('noise', 'number')]

/** Customers at 24 month ends, who leave the likelier the less they use and where nobody was met. */
function company(more: (lost: boolean, random: () => number) => Record<string, FactValue> = () => ({})): Sample[] {
  const random = drawsFrom(7)
  return Array.from({ length: 24 }, (_, month) => addDays(addMonths(day('2024-01-01'), month + 1), -1)).flatMap((on) =>
    Array.from({ length: 150 }, (_, account): Sample => {
      const [use, met] = [random() * 10, random() < 0.5]
      const lost = random() < 1 / (1 + Math.exp(0.6 * use + (met ? 1.5 : 0) - 0.2))
      const known: Record<string, FactValue> = {
        use,
        met,
        plan: random() < 0.5 ? 'a' : 'b',
        noise: random(),
        ...more(lost, random),
      }
      return { day: on, account, lost, value: (key) => known[key] ?? null }
    }),
  )
}
const asked = { horizon: 90, random: drawsFrom(1) }

test('a model finds what makes customers leave, comes true on later months, and names why', () => {
  const { model, proof, leaks, missing } = trainRisk(company(), facts, asked)
  expect([leaks, missing]).toEqual([[], 0])
  expect(proof!.from > '2025-06-01').toBe(true)
  expect(proof!.discrimination.auc).toBeGreaterThan(0.75)
  expect(proof!.calibration.error).toBeLessThan(0.03)
  const definitions = new Map(facts.map((one) => [one.key, one]))
  const known = (use: number, met: boolean) => ({
    day: day('2026-01-31'),
    value: (key: string) => ({ use, met, plan: 'a', noise: 0.5 })[key] ?? null,
  })
  expect(riskOf(model!, definitions, known(0.5, false))).toBeGreaterThan(
    4 * riskOf(model!, definitions, known(6, true)),
  )
  const reasons = reasonsOf(model!, definitions, known(0.5, false))
  expect(reasons[0]!.fact).toBe('use')
  expect(reasons.every(({ points }) => Math.abs(points) < 1)).toBe(true)
})

test('the reasons of a customer add up to what its risk differs from the usual one', () => {
  const { model } = trainRisk(company(), facts, asked)
  const definitions = new Map(facts.map((one) => [one.key, one]))
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.boolean(),
      fc.constantFrom('a', 'b'),
      (use, met, plan) => {
        const known = { day: day('2026-01-31'), value: (key: string) => ({ use, met, plan, noise: 0.5 })[key] ?? null }
        const sum = reasonsOf(model!, definitions, known).reduce((total, { points }) => total + points, 0)
        // Reasons of less than a tenth of a percentage point are not told.
        expect(Math.abs(sum - (riskOf(model!, definitions, known) - usualRisk(model!)))).toBeLessThan(0.005)
      },
    ),
    { numRuns: 20 },
  )
})

test('a fact that came from the future is named and takes no part', () => {
  const leaking = company((lost, random) => ({ cancelled: random() < 0.02 ? !lost : lost }))
  const { leaks, proof, model } = trainRisk(leaking, [...facts, fact('cancelled', 'yes_no')], asked)
  expect(leaks.map((leak) => leak.fact)).toEqual(['cancelled'])
  expect(model!.features.some((feature) => feature.fact === 'cancelled')).toBe(false)
  expect(proof!.discrimination.auc).toBeLessThan(0.93)
})

test('one that is only there after the loss is named, too', () => {
  const leaking = company((lost) => (lost ? { reason: 4 } : {}))
  expect(trainRisk(leaking, [...facts, fact('reason', 'number')], asked).leaks[0]!.fact).toBe('reason')
})

test('with few losses the number still needed is told instead of a model', () => {
  const few = company()
    .slice(0, 300)
    .map((one, at) => ({ ...one, lost: at % 60 === 0 }))
  const { missing, model, proof } = trainRisk(few, facts, asked)
  expect(missing).toBeGreaterThan(0)
  expect([model, proof]).toEqual([null, null])
})

test('what followed a month that was fitted was known before the months it is proven on', () => {
  const samples = company()
  const { proof } = trainRisk(samples, facts, asked)
  // Losses that followed the months just before the proven ones are told otherwise: nothing changes.
  const gap = samples.map((one) =>
    addDays(one.day, 90) > proof!.from && one.day < proof!.from ? { ...one, lost: !one.lost } : one,
  )
  expect(trainRisk(gap, facts, { ...asked, random: drawsFrom(1) }).proof!.discrimination.auc).toBeCloseTo(
    proof!.discrimination.auc,
    12,
  )
})

test('trees find what no line does', () => {
  const random = drawsFrom(5)
  const examples = Array.from({ length: 4000 }, (): Example => {
    const values = [random(), random()]
    return { values, lost: random() < (values[0]! > 0.5 === values[1]! > 0.5 ? 0.8 : 0.2) }
  })
  const worth = (risk: (values: readonly number[]) => number) =>
    areaUnderCurve(examples.map(({ values, lost }, account) => ({ risk: risk(values), lost, account })))
  const [trees, line] = [growTrees(examples), fitLogistic(examples)]
  expect(worth((values) => probabilityByTrees(trees, values))).toBeGreaterThan(0.75)
  expect(worth((values) => probability(line, values))).toBeLessThan(0.56)
  expect(growTrees(examples)).toEqual(trees)
})

const telco = path.join(sharedData, 'ibm-telco/telco.csv')
test.skipIf(!existsSync(telco))(
  'telephone customers that the trees have not seen: as good as others find it, and true',
  () => {
    const [head = '', ...lines] = readFileSync(telco, 'utf8').trim().split(/\r?\n/)
    const names = head.split(',')
    const plain = ['tenure', 'MonthlyCharges', 'TotalCharges']
    const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at]!, cell])))
    const told = names.filter((name) => !['customerID', 'Churn', ...plain].includes(name))
    const words = told.flatMap((name) =>
      [...new Set(rows.map((row) => row[name]!))].map((word) => [name, word] as const),
    )
    const examples = rows.map(
      (row): Example => ({
        values: [
          ...plain.map((name) => Number(row[name] || 0)),
          ...words.map(([name, word]) => (row[name] === word ? 1 : 0)),
        ],
        lost: row['Churn'] === 'Yes',
      }),
    )
    const random = drawsFrom(11)
    const held = examples.map(() => random() < 0.4)
    const trees = growTrees(examples.filter((_, at) => !held[at]))
    const judged = examples.flatMap(({ values, lost }, account) =>
      held[account] ? [{ risk: probabilityByTrees(trees, values), lost, account }] : [],
    )
    expect(areaUnderCurve(judged)).toBeGreaterThanOrEqual(0.83)
    expect(areaUnderCurve(judged)).toBeLessThan(0.87)
    expect(calibration(judged).error).toBeLessThan(0.03)
  },
)
