/**
 * The months of an interval divide this for every interval in use (1 to 12, 18, 24, 36, 48, 60 …): prices per month are
 * whole numbers of this fraction of a minor unit, and add up without rounding.
 */
export const fraction = 55_440n

/** An exact amount per month, in whole `fraction`s of a minor unit of its currency. */
export type Exact = bigint

/** A quotient in whole numbers, rounded half away from zero. */
export function dividedBy(numerator: bigint, denominator: bigint): bigint {
  const [above, below] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator]
  const rounded = (2n * (above < 0n ? -above : above) + below) / (2n * below)
  return above < 0n ? -rounded : rounded
}

/** An exact amount over a number of months in whole minor units: 1 for MRR, 12 for ARR. */
export function inMinorUnits(exact: Exact, months = 1): number {
  return Number(dividedBy(exact * BigInt(months), fraction))
}

/**
 * What is added to an amount, step by step, in whole minor units: each running total is rounded, so that the rounded
 * beginning and the rounded steps add up to the rounded end.
 */
export function stepsInMinorUnits(opening: Exact, steps: readonly Exact[]): number[] {
  let total = opening
  return steps.map((step) => {
    const before = inMinorUnits(total)
    total += step
    return inMinorUnits(total) - before
  })
}

/** The quotient of two exact amounts as a plain number; null where there is nothing to divide by. */
export function quotient(part: Exact, whole: Exact): number | null {
  return whole === 0n ? null : Number(part) / Number(whole)
}
