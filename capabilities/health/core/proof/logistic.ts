import { solve } from '../survival/cholesky.ts'

/** What was known of somebody, one number for each property, and whether the loss followed. */
export type Example = { readonly values: readonly number[]; readonly lost: boolean }

/** A model of the probability of loss: each property counts as so many standard deviations from its mean. */
export type Logistic = {
  readonly intercept: number
  readonly weights: readonly number[]
  readonly means: readonly number[]
  readonly deviations: readonly number[]
}

/**
 * Logistic regression with a ridge (le Cessie & van Houwelingen 1992), by Newton's method. `ridge` is the penalty on the square
 * of each weight; the intercept bears none. Throws where there is nobody lost, or nobody kept, to learn from.
 */
export function fitLogistic(examples: readonly Example[], ridge = 1): Logistic {
  const losses = examples.filter(({ lost }) => lost).length
  if (losses === 0 || losses === examples.length) throw new RangeError('there are no losses, or nothing but losses')
  const scale = scaleOf(examples)
  const rows = examples.map(({ values }) => standardised(values, scale))
  const size = scale.means.length
  let weights = new Float64Array(size + 1)
  weights[size] = Math.log(losses / (examples.length - losses))
  for (let round = 0; round < 50; round++) {
    const step = newtonStep(rows, examples, weights, ridge)
    weights = weights.map((weight, i) => weight + step[i]!)
    if (step.every((part) => Math.abs(part) < 1e-10)) break
  }
  return { intercept: weights[size]!, weights: [...weights.subarray(0, size)], ...scale }
}

/** The probability of loss of somebody. */
export function probability(model: Logistic, values: readonly number[]): number {
  const line = standardised(values, model).reduce((sum, value, i) => sum + value * model.weights[i]!, model.intercept)
  return 1 / (1 + Math.exp(-line))
}

type Scale = Pick<Logistic, 'means' | 'deviations'>

function scaleOf(examples: readonly Example[]): Scale {
  const size = examples[0]!.values.length
  const means = new Float64Array(size)
  const squares = new Float64Array(size)
  for (const { values } of examples) values.forEach((value, i) => (means[i]! += value / examples.length))
  for (const { values } of examples)
    values.forEach((value, i) => (squares[i]! += (value - means[i]!) ** 2 / examples.length))
  const deviations = Array.from(squares, (square, i) => {
    const deviation = Math.sqrt(square)
    return deviation > Math.abs(means[i]!) * 1e-9 ? deviation : 0 // what is left of rounding is none
  })
  return { means: [...means], deviations }
}

/** A property that is the same everywhere says nothing: it stands at 0. */
function standardised(values: readonly number[], { means, deviations }: Scale): number[] {
  return values.map((value, i) => (deviations[i]! > 0 ? (value - means[i]!) / deviations[i]! : 0))
}

function newtonStep(
  rows: readonly (readonly number[])[],
  examples: readonly Example[],
  weights: Float64Array,
  ridge: number,
): Float64Array {
  const size = weights.length - 1
  const gradient = weights.map((weight, i) => (i < size ? -ridge * weight : 0))
  const curvature = Array.from(weights, (_, i) =>
    Float64Array.from(weights, (__, j) => (i === j && i < size ? ridge : 0)),
  )
  rows.forEach((row, at) => {
    const line = row.reduce((sum, value, i) => sum + value * weights[i]!, weights[size]!)
    const said = 1 / (1 + Math.exp(-line))
    const off = (examples[at]!.lost ? 1 : 0) - said
    const weight = said * (1 - said)
    for (let i = 0; i <= size; i++) {
      const own = i < size ? row[i]! : 1
      if (own === 0) continue
      gradient[i]! += off * own
      const part = weight * own
      for (let j = 0; j <= i; j++) curvature[i]![j]! += part * (j < size ? row[j]! : 1)
    }
  })
  curvature.forEach((line, i) => {
    for (let j = 0; j < i; j++) curvature[j]![i] = line[j]!
  })
  return solve(curvature, gradient)
}
