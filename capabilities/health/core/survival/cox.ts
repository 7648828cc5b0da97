import type { Tenure } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { normalBeyond } from './chiSquare.ts'
import { inverse, solve } from './cholesky.ts'

/** Somebody who was seen for some time, with what they were like: one number for each property. */
export type Subject = Tenure & { readonly values: readonly number[] }

/** What a property does to the rate of loss. */
export type Effect = {
  /** The logarithm of the factor by which one more unit multiplies the rate of loss. */
  readonly coefficient: number
  readonly error: number
  readonly z: number
  /** How often chance alone makes an effect as large. */
  readonly p: number
}

export type CoxModel = {
  readonly effects: readonly Effect[]
  /** Logarithm of the partial likelihood without any effect, and with these. */
  readonly likelihood: readonly [number, number]
  /** Of pairs of which one was lost first: the share in which the model gave that one the higher rate. */
  readonly concordance: number
  /** Whether the search for the coefficients came to rest. */
  readonly settled: boolean
}

/**
 * Proportional hazards (Cox 1972) with the ties of Efron (1977), by Newton's method, a step halved for as long as it
 * makes things worse.
 */
export function cox(subjects: readonly Subject[]): CoxModel {
  const size = subjects[0]?.values.length ?? 0
  const centred = centre(subjects, size)
  let beta = new Float64Array(size)
  let at = partial(centred, beta)
  const none = at.likelihood
  let settled = size === 0
  for (let round = 0; round < 30 && !settled; round++) {
    let step = solve(at.information, at.gradient)
    let next = beta.map((b, i) => b + step[i]!)
    let there = partial(centred, next)
    for (let halved = 0; !(there.likelihood >= at.likelihood - 1e-12) && halved < 20; halved++) {
      step = step.map((s) => s / 2)
      next = beta.map((b, i) => b + step[i]!)
      there = partial(centred, next)
    }
    settled = Math.abs(there.likelihood - at.likelihood) < 1e-12 * Math.abs(there.likelihood)
    ;[beta, at] = [next, there]
  }
  const covariance = inverse(at.information)
  const effects = Array.from(beta, (coefficient, i) => {
    const error = Math.sqrt(covariance[i]![i]!)
    return { coefficient, error, z: coefficient / error, p: normalBeyond(coefficient / error) }
  })
  return { effects, likelihood: [none, at.likelihood], concordance: concordance(centred, beta), settled }
}

/** Latest first, and each property around its mean: that changes no coefficient and keeps the exponentials small. */
function centre(subjects: readonly Subject[], size: number): Subject[] {
  const mean = Array.from(
    { length: size },
    (_, i) => subjects.reduce((sum, { values }) => sum + values[i]!, 0) / subjects.length,
  )
  return subjects
    .map((subject) => ({ ...subject, values: subject.values.map((value, i) => value - mean[i]!) }))
    .sort((a, b) => b.time - a.time)
}

type Partial = { likelihood: number; gradient: Float64Array; information: Float64Array[] }

/** Sums over a set of subjects: of their rates, of rates times values, and of rates times products of values. */
type Sums = { rate: number; readonly first: Float64Array; readonly second: Float64Array[] }

function emptySums(size: number): Sums {
  return { rate: 0, first: new Float64Array(size), second: Array.from({ length: size }, () => new Float64Array(size)) }
}

function add(sums: Sums, rate: number, values: readonly number[]): void {
  sums.rate += rate
  values.forEach((value, i) => {
    sums.first[i]! += rate * value
    for (let j = 0; j <= i; j++) sums.second[i]![j]! += rate * value * values[j]!
  })
}

/** The partial likelihood, its gradient and its information at some coefficients; subjects come latest first. */
function partial(subjects: readonly Subject[], beta: Float64Array): Partial {
  const size = beta.length
  const result: Partial = {
    likelihood: 0,
    gradient: new Float64Array(size),
    information: Array.from({ length: size }, () => new Float64Array(size)),
  }
  const seen = emptySums(size)
  for (let from = 0, to = 0; from < subjects.length; from = to) {
    const lost = emptySums(size)
    let count = 0
    for (to = from; to < subjects.length && subjects[to]!.time === subjects[from]!.time; to++) {
      const subject = subjects[to]!
      const line = dot(subject.values, beta)
      add(seen, Math.exp(line), subject.values)
      if (!subject.lost) continue
      count++
      add(lost, Math.exp(line), subject.values)
      result.likelihood += line
      subject.values.forEach((value, i) => (result.gradient[i]! += value))
    }
    for (let nth = 0; nth < count; nth++) takeOut(result, seen, lost, nth / count)
  }
  mirror(result.information)
  return result
}

/** One of several losses at a time: part of those lost alike is no longer seen (Efron). */
function takeOut(result: Partial, seen: Sums, lost: Sums, part: number): void {
  const rate = seen.rate - part * lost.rate
  result.likelihood -= Math.log(rate)
  const mean = seen.first.map((sum, i) => (sum - part * lost.first[i]!) / rate)
  mean.forEach((own, i) => {
    result.gradient[i]! -= own
    for (let j = 0; j <= i; j++) {
      const product = (seen.second[i]![j]! - part * lost.second[i]![j]!) / rate
      result.information[i]![j]! += product - own * mean[j]!
    }
  })
}

function mirror(matrix: readonly Float64Array[]): void {
  matrix.forEach((row, i) => {
    for (let j = 0; j < i; j++) matrix[j]![i] = row[j]!
  })
}

/** Pairs are compared where the one with the shorter time was lost; equal rates count as half. */
function concordance(subjects: readonly Subject[], beta: Float64Array): number {
  const rates = subjects.map(({ values }) => dot(values, beta))
  let pairs = 0
  let right = 0
  subjects.forEach((first, i) => {
    if (!first.lost) return
    subjects.forEach((other, j) => {
      const comparable = other.time > first.time || (other.time === first.time && !other.lost)
      if (!comparable) return
      pairs++
      if (rates[i]! > rates[j]!) right++
      else if (rates[i] === rates[j]) right += 0.5
    })
  })
  return pairs === 0 ? Number.NaN : right / pairs
}

function dot(values: readonly number[], beta: Float64Array): number {
  return values.reduce((sum, value, i) => sum + value * beta[i]!, 0)
}
