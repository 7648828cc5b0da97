import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedData } from '#test/build/shared.ts'
import { areaUnderCurve, discrimination, lossesNeeded } from './auc.ts'
import { calibration } from './calibration.ts'
import { deciles } from './deciles.ts'
import { drawsFrom } from './draws.ts'
import type { Judged } from './judged.ts'
import { type Example, fitLogistic, probability } from './logistic.ts'

const judge = (risks: readonly number[], lost: readonly number[]): Judged[] =>
  risks.map((risk, account) => ({ risk, lost: lost[account] === 1, account }))

const someJudged = fc.array(
  fc.record({ risk: fc.integer({ min: 0, max: 9 }), lost: fc.boolean(), account: fc.integer({ min: 0, max: 20 }) }),
  { minLength: 1, maxLength: 60 },
)

test('the area under the curve is the share of pairs put right', () => {
  expect(areaUnderCurve(judge([1, 2, 3, 4], [0, 0, 1, 1]))).toBe(1)
  expect(areaUnderCurve(judge([1, 2, 3, 4], [1, 1, 0, 0]))).toBe(0)
  expect(areaUnderCurve(judge([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]))).toBe(0.75)
  expect(areaUnderCurve(judge([1, 2], [1, 1]))).toBeNaN()
  fc.assert(
    fc.property(someJudged, (judged) => {
      const pairs = judged.flatMap((a) =>
        judged.flatMap((b) => (a.lost && !b.lost ? [Math.sign(a.risk - b.risk)] : [])),
      )
      const plain = pairs.reduce((sum, sign) => sum + (sign + 1) / 2, 0) / pairs.length
      if (pairs.length === 0) expect(areaUnderCurve(judged)).toBeNaN()
      else expect(areaUnderCurve(judged)).toBeCloseTo(plain, 10)
    }),
  )
})

test('an interval holds the figure, and is the wider the more days stand for the same account', () => {
  const random = drawsFrom(7)
  const days = Array.from({ length: 900 }, (_, i) => {
    const lost = i % 5 === 0
    return { risk: random() + (lost ? 0.3 : 0), lost, account: i }
  })
  const apart = discrimination(days, drawsFrom(1))
  const together = discrimination(
    days.map((one) => ({ ...one, account: Math.floor(one.account / 30) })),
    drawsFrom(1),
  )
  const byAccount = discrimination(
    days.map((one, i) => ({ ...one, risk: days[i - (i % 30)]!.risk, lost: i % 150 < 30, account: Math.floor(i / 30) })),
    drawsFrom(1),
  )
  for (const { auc, low, high } of [apart, together, byAccount]) expect(low <= auc && auc <= high).toBe(true)
  expect(byAccount.high - byAccount.low).toBeGreaterThan(3 * (apart.high - apart.low))
})

test('too few losses are told beforehand, by how many are needed', () => {
  expect(lossesNeeded(0.1)).toBeGreaterThan(12)
  expect(lossesNeeded(0.5)).toBeGreaterThan(lossesNeeded(0.1))
})

test('deciles share all judgements and all losses; the first of a perfect order holds the most', () => {
  const parts = deciles(
    judge(
      Array.from({ length: 100 }, (_, i) => i),
      Array.from({ length: 100 }, (_, i) => (i >= 95 ? 1 : 0)),
    ),
  )
  expect(parts[0]).toEqual({ judged: 10, lost: 5, lift: 10, captured: 1 })
  fc.assert(
    fc.property(
      someJudged.filter((judged) => judged.some(({ lost }) => lost)),
      (judged) => {
        const all = deciles(judged)
        expect(all.reduce((sum, part) => sum + part.judged, 0)).toBe(judged.length)
        expect(all.reduce((sum, part) => sum + part.lost, 0)).toBeCloseTo(judged.filter(({ lost }) => lost).length, 8)
        expect(all.at(-1)!.captured).toBeCloseTo(1, 10)
      },
    ),
  )
})

test('risks that say nothing lift nothing, whatever order the rows are in', () => {
  for (const part of deciles(
    judge(
      Array(50).fill(1),
      Array.from({ length: 50 }, (_, i) => (i < 20 ? 1 : 0)),
    ),
  ))
    expect(part.lift).toBeCloseTo(1, 10)
})

test('what is said and what comes are compared by bins', () => {
  const right = Array.from({ length: 1000 }, (_, i) => ({
    risk: (i % 10) / 10,
    lost: Math.floor(i / 10) % 10 < i % 10,
    account: i,
  }))
  expect(calibration(right).error).toBeCloseTo(0, 10)
  expect(calibration(right.map((one) => ({ ...one, risk: Math.min(1, one.risk + 0.2) }))).error).toBeGreaterThan(0.15)
})

test('a model finds what made its examples, and says nothing of a property that is the same everywhere', () => {
  const random = drawsFrom(3)
  const examples: Example[] = Array.from({ length: 20_000 }, () => {
    const values = [random() * 10, random() - 0.5, 4]
    return { values, lost: random() < 1 / (1 + Math.exp(-(0.5 * values[0]! - 2 * values[1]! - 3))) }
  })
  const model = fitLogistic(examples, 0.001)
  expect(model.weights[0]! / model.deviations[0]!).toBeCloseTo(0.5, 1)
  expect(model.weights[1]! / model.deviations[1]!).toBeCloseTo(-2, 0)
  expect(model.weights[2]).toBe(0)
  expect(() => fitLogistic(examples.map((one) => ({ ...one, lost: false })))).toThrow(RangeError)
})

const telco = path.join(sharedData, 'ibm-telco/telco.csv')
test.skipIf(!existsSync(telco))(
  'telephone customers, each judged by a model that has not seen them: as good as others find it',
  () => {
    const [head = '', ...lines] = readFileSync(telco, 'utf8').trim().split(/\r?\n/)
    const names = head.split(',')
    const rows = lines.map((line) => line.split(','))
    const plain = ['tenure', 'MonthlyCharges', 'TotalCharges']
    const told = names.filter((name) => !['customerID', 'Churn', ...plain].includes(name))
    const words = told.map((name) => [...new Set(rows.map((row) => row[names.indexOf(name)]!))].sort())
    const examples = rows.map(
      (row): Example => ({
        values: [
          ...plain.map((name) => Number(row[names.indexOf(name)] || 0)),
          ...told.flatMap((name, at) => words[at]!.map((word) => (row[names.indexOf(name)] === word ? 1 : 0))),
        ],
        lost: row[names.indexOf('Churn')] === 'Yes',
      }),
    )
    const random = drawsFrom(11)
    const fold = examples.map(() => Math.floor(random() * 5))
    const judged: Judged[] = []
    for (let held = 0; held < 5; held++) {
      const model = fitLogistic(examples.filter((_, i) => fold[i] !== held))
      examples.forEach(({ values, lost }, account) => {
        if (fold[account] === held) judged.push({ risk: probability(model, values), lost, account })
      })
    }
    const { auc, low, high } = discrimination(judged, drawsFrom(5), 200)
    expect(auc).toBeGreaterThanOrEqual(0.84)
    expect(auc).toBeLessThan(0.87) // what is far above comes from looking at what one should not
    expect(high - low).toBeLessThan(0.03)
    const { error, brier } = calibration(judged)
    expect(error).toBeLessThan(0.03)
    expect(brier).toBeCloseTo(0.138, 2)
    expect(deciles(judged)[0]!.lift).toBeGreaterThan(2.6)
  },
)
