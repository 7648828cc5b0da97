import { alike, type BuyingHistory } from './history.ts'
import { maximise } from './maximise.ts'
import { hypergeometric, logBeta, logGamma } from './special.ts'

/**
 * BG/NBD: while somebody is a customer, they buy at a rate of their own (gamma: r, α); after each purchase they leave with a
 * probability of their own (beta: a, b). Fader, Hardie & Lee, “Counting your customers” the easy way (2005).
 */
export type BgNbd = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number }

export function fitBgNbd(histories: readonly BuyingHistory[]): BgNbd {
  const groups = alike(histories)
  const at = maximise(
    ([r = 1, alpha = 1, a = 1, b = 1]) =>
      groups.reduce((sum, { one, count }) => sum + count * logLikelihood({ r, alpha, a, b }, one), 0),
    [1, 1, 1, 1],
  )
  return { r: at[0]!, alpha: at[1]!, a: at[2]!, b: at[3]! }
}

/** Logarithm of the likelihood of one history (equation 6, rearranged so that nothing overflows). */
export function logLikelihood({ r, alpha, a, b }: BgNbd, { repeats: x, last, age }: BuyingHistory): number {
  const buying = logGamma(r + x) - logGamma(r) + r * Math.log(alpha)
  const staying = logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x)
  const there = -(r + x) * Math.log(alpha + age)
  if (x === 0) return buying + staying + there
  const gone = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + last)
  return buying + staying + Math.max(there, gone) + Math.log1p(Math.exp(-Math.abs(there - gone)))
}

/** How often a new customer is expected to buy again within some time (equation 9). */
export function expectedOfNew({ r, alpha, a, b }: BgNbd, time: number): number {
  const curve = hypergeometric(r, b, a + b - 1, time / (alpha + time))
  return ((a + b - 1) / (a - 1)) * (1 - (alpha / (alpha + time)) ** r * curve)
}

/** How often somebody with this history is expected to buy within the time to come (equation 10). */
export function expectedOf(model: BgNbd, { repeats: x, last, age }: BuyingHistory, time: number): number {
  const { r, alpha, a, b } = model
  const till = alpha + age
  const curve = hypergeometric(r + x, b + x, a + b + x - 1, time / (till + time))
  const bought = ((a + b + x - 1) / (a - 1)) * (1 - (till / (till + time)) ** (r + x) * curve)
  return bought / (1 + (x > 0 ? (a / (b + x - 1)) * (till / (alpha + last)) ** (r + x) : 0))
}

/** The probability that a new customer buys again exactly so often within some time (equation 8). */
export function probabilityOf({ r, alpha, a, b }: BgNbd, repeats: number, time: number): number {
  const [early, late] = [Math.log(alpha / (alpha + time)), Math.log(time / (alpha + time))]
  const counted = (x: number) => Math.exp(logGamma(r + x) - logGamma(r) - logGamma(x + 1) + r * early + x * late)
  const there = Math.exp(logBeta(a, b + repeats) - logBeta(a, b)) * counted(repeats)
  if (repeats === 0) return there
  const fewer = Array.from({ length: repeats }, (_, x) => counted(x)).reduce((sum, one) => sum + one, 0)
  return there + Math.exp(logBeta(a + 1, b + repeats - 1) - logBeta(a, b)) * (1 - fewer)
}
