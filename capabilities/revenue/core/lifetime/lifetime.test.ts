import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData } from '#test/build/shared.ts'
import { fitBgBb } from './bgBb.ts'
import * as bgNbd from './bgNbd.ts'
import { expectedMean, fitGammaGamma } from './gammaGamma.ts'
import { maximise } from './maximise.ts'
import * as paretoNbd from './paretoNbd.ts'
import { hypergeometric, logBeta, logGamma } from './special.ts'

test('the gamma function is what factorials and its own rule say', () => {
  expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9)
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12)
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), (x) => {
      expect(logGamma(x + 1)).toBeCloseTo(logGamma(x) + Math.log(x), 8)
    }),
  )
  expect(Math.exp(logBeta(2, 3))).toBeCloseTo(1 / 12, 12)
})

test.each([
  [1, 1, 2, 0.5, -Math.log(0.5) / 0.5],
  [1, 1, 2, 0.99, -Math.log(0.01) / 0.99],
  [0.5, 1, 1.5, 0.64, Math.atanh(0.8) / 0.8],
  [2, 3, 3, 0.75, (1 - 0.75) ** -2],
])('2F1(%d, %d; %d; %d)', (a, b, c, z, wanted) => {
  expect(hypergeometric(a, b, c, z)).toBeCloseTo(wanted, 9)
})

test('a hill is climbed to its top', () => {
  const [x, y] = maximise(([a = 0, b = 0]) => -((Math.log(a) - 2) ** 2) - 5 * (Math.log(b * a) + 1) ** 2, [1, 1])
  expect([Math.log(x!), Math.log(y!)].map((n) => Math.round(n * 1e5) / 1e5)).toEqual([2, -3])
})

test('how often a new customer buys is the mean of how likely each number is', () => {
  const model = { r: 0.9, alpha: 4, a: 1.4, b: 2.5 }
  const mean = Array.from({ length: 200 }, (_, x) => x * bgNbd.probabilityOf(model, x, 12)).reduce((a, b) => a + b, 0)
  expect(bgNbd.expectedOfNew(model, 12)).toBeCloseTo(mean, 8)
  const whole = Array.from({ length: 200 }, (_, x) => bgNbd.probabilityOf(model, x, 12)).reduce((a, b) => a + b, 0)
  expect(whole).toBeCloseTo(1, 8)
})

const folder = path.join(sharedData, 'cdnow-clv')
describe.skipIf(!existsSync(folder))('published figures, to the digits they were printed with', () => {
  const expected = existsSync(folder) ? JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) : {}
  const { published, our_reference_fit: reference } = expected
  const rows = (file: string) =>
    readFileSync(path.join(folder, file), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',').map(Number))
  const histories = () =>
    rows('cdnow_customers_summary.csv').map(([, repeats = 0, last = 0, age = 0]) => ({ repeats, last, age }))
  /** As many digits as a number was printed with. */
  const printed = (value: number, wanted: number) => {
    const digits = /\.(\d+)/.exec(String(wanted))?.[1]?.length ?? 0
    expect(value.toFixed(digits)).toBe(wanted.toFixed(digits))
  }

  test('BG/NBD', () => {
    const found = bgNbd.fitBgNbd(histories())
    const { r, alpha, a, b } = published.bgnbd
    for (const [value, wanted] of [
      [found.r, r],
      [found.alpha, alpha],
      [found.a, a],
      [found.b, b],
    ])
      printed(value, wanted)
    printed(
      histories().reduce((sum, one) => sum + bgNbd.logLikelihood(found, one), 0),
      reference.bgnbd_ll,
    )
    const { x, t_x: last, T: age, t, expected: wanted } = published.bgnbd_conditional_expected_purchases
    printed(bgNbd.expectedOf({ r, alpha, a, b }, { repeats: x, last, age }, t), wanted)
    const fresh = published.bgnbd_expected_purchases_new_customer
    const values = (fresh.t as number[]).map((time) => bgNbd.expectedOfNew(found, time))
    values.slice(0, -1).forEach((value, i) => printed(value, fresh.expected[i]))
    // The sheet that this was printed from adds up the first terms of the series only: at 78 weeks that shows.
    expect(Math.abs(values.at(-1)! - fresh.expected.at(-1))).toBeLessThan(0.0005)
    printed(bgNbd.probabilityOf({ r, alpha, a, b }, 0, 39), published.bgnbd_p_x.t39_n0)
    expect(bgNbd.probabilityOf({ r, alpha, a, b }, 10, 2)).toBeCloseTo(published.bgnbd_p_x.t2_n10, 12)
  })

  test('Pareto/NBD', () => {
    const found = paretoNbd.fitParetoNbd(histories())
    const { r, alpha, s, beta } = published.pareto_nbd
    for (const [value, wanted] of [
      [found.r, r],
      [found.alpha, alpha],
      [found.s, s],
    ])
      printed(value, wanted)
    expect(Math.abs(found.beta - beta)).toBeLessThan(0.003)
    printed(
      histories().reduce((sum, one) => sum + paretoNbd.logLikelihood(found, one), 0),
      reference.pareto_nbd_ll,
    )
    const alive = published.pnbd_p_alive
    const [pr, palpha, ps, pbeta] = alive.params
    const model = { r: pr, alpha: palpha, s: ps, beta: pbeta }
    printed(paretoNbd.probabilityAlive(model, { repeats: alive.x, last: alive.t_x, age: alive.T }), alive.expected)
    const vignette = { r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 } // whose parameters these were printed for
    const next = published.pnbd_conditional_expected_purchases
    printed(
      paretoNbd.expectedOf({ r, alpha, s, beta }, { repeats: next.x, last: next.t_x, age: next.T }, next.t),
      next.expected,
    )
    const fresh = published.pnbd_expected_purchases_new_customer
    ;(fresh.t as number[]).forEach((time, i) => printed(paretoNbd.expectedOfNew(vignette, time), fresh.expected[i]))
  })

  test('gamma-gamma', () => {
    const spendings = rows('cdnow_customers_summary_with_transactions.csv').map(([, repeats = 0, , , mean = 0]) => ({
      repeats,
      mean,
    }))
    const { p, q, v } = published.gamma_gamma
    const found = fitGammaGamma(spendings)
    for (const [value, wanted] of [
      [found.p, p],
      [found.q, q],
      [found.v, v],
    ])
      expect(Math.abs(value - wanted)).toBeLessThan(0.01)
    const means = published.gamma_gamma_conditional_mean_first_10_rows as number[]
    means.forEach((mean, i) => expect(Math.abs(expectedMean(found, spendings[i]!) - mean)).toBeLessThan(0.03))
  })

  test('BG/BB', () => {
    const groups = rows('donations.csv').map(([renewals = 0, last = 0, chances = 0, count = 0]) => ({
      renewals,
      last,
      chances,
      count,
    }))
    const found = fitBgBb(groups)
    const { alpha, beta, gamma, delta } = published.bgbb_donations
    for (const [value, wanted] of [
      [found.alpha, alpha],
      [found.beta, beta],
      [found.gamma, gamma],
      [found.delta, delta],
    ])
      printed(value, wanted)
  })
})
