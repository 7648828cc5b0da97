import { alike } from './history.ts'
import { maximise } from './maximise.ts'
import { logGamma } from './special.ts'

/** How often somebody bought again, and for how much on average (in any unit of money). */
export type Spending = { readonly repeats: number; readonly mean: number }

/**
 * What purchases are worth: each customer's around a mean of their own, these means around that of all. Fader & Hardie,
 * The gamma-gamma model of monetary value (2013).
 */
export type GammaGamma = { readonly p: number; readonly q: number; readonly v: number }

/** Learns from those who bought again; the others say nothing of what they would have spent. */
export function fitGammaGamma(spendings: readonly Spending[]): GammaGamma {
  const groups = alike(spendings.filter(({ repeats }) => repeats > 0))
  const at = maximise(
    ([p = 1, q = 1, v = 1]) => groups.reduce((sum, { one, count }) => sum + count * logLikelihood({ p, q, v }, one), 0),
    [1, 2, 10],
  )
  return { p: at[0]!, q: at[1]!, v: at[2]! }
}

/** What a purchase of somebody is worth on average, given what they spent so far. */
export function expectedMean({ p, q, v }: GammaGamma, { repeats: x, mean }: Spending): number {
  return (p * (v + x * mean)) / (p * x + q - 1)
}

function logLikelihood({ p, q, v }: GammaGamma, { repeats: x, mean }: Spending): number {
  return (
    logGamma(p * x + q) -
    logGamma(p * x) -
    logGamma(q) +
    q * Math.log(v) +
    (p * x - 1) * Math.log(mean) +
    p * x * Math.log(x) -
    (p * x + q) * Math.log(v + x * mean)
  )
}
