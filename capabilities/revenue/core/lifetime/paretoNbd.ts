import { alike, type BuyingHistory } from './history.ts'
import { maximise } from './maximise.ts'
import { hypergeometric, logGamma } from './special.ts'

/**
 * Pareto/NBD: somebody buys at a rate of their own (gamma: r, α) until they leave, at any moment, at a rate of their own (gamma: s,
 * β). Schmittlein, Morrison & Colombo, Counting your customers (1987); as Fader & Hardie write it (2005).
 */
export type ParetoNbd = { readonly r: number; readonly alpha: number; readonly s: number; readonly beta: number }

export function fitParetoNbd(histories: readonly BuyingHistory[]): ParetoNbd {
  const groups = alike(histories)
  const at = maximise(
    ([r = 1, alpha = 1, s = 1, beta = 1]) =>
      groups.reduce((sum, { one, count }) => sum + count * logLikelihood({ r, alpha, s, beta }, one), 0),
    [0.5, 10, 0.5, 10],
  )
  return { r: at[0]!, alpha: at[1]!, s: at[2]!, beta: at[3]! }
}

export function logLikelihood(model: ParetoNbd, history: BuyingHistory): number {
  const { r, alpha, s, beta } = model
  const { repeats: x, age } = history
  const front = logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + s * Math.log(beta)
  const there = -(r + x) * Math.log(alpha + age) - s * Math.log(beta + age)
  const gone = Math.log(s / (r + s + x)) + logGone(model, history)
  return front + Math.max(there, gone) + Math.log1p(Math.exp(-Math.abs(there - gone)))
}

/** The probability that somebody is still a customer at the end of what was seen. */
export function probabilityAlive(model: ParetoNbd, history: BuyingHistory): number {
  const { r, alpha, s, beta } = model
  const { repeats: x, age } = history
  const odds = (r + x) * Math.log(alpha + age) + s * Math.log(beta + age) + logGone(model, history)
  return 1 / (1 + (s / (r + s + x)) * Math.exp(odds))
}

/** How often a new customer is expected to buy again within some time. */
export function expectedOfNew({ r, alpha, s, beta }: ParetoNbd, time: number): number {
  return ((r * beta) / (alpha * (s - 1))) * (1 - (beta / (beta + time)) ** (s - 1))
}

/** How often somebody with this history is expected to buy within the time to come. */
export function expectedOf(model: ParetoNbd, history: BuyingHistory, time: number): number {
  const { r, alpha, s, beta } = model
  const { repeats: x, age } = history
  const till = beta + age
  const bought = (((r + x) * till) / ((alpha + age) * (s - 1))) * (1 - (till / (till + time)) ** (s - 1))
  return bought * probabilityAlive(model, history)
}

/** Logarithm of what leaving somewhere between the last purchase and the end adds (A₀); -Infinity where they are one. */
function logGone({ r, alpha, s, beta }: ParetoNbd, { repeats: x, last, age }: BuyingHistory): number {
  const power = r + s + x
  const [larger, smaller, second] = alpha >= beta ? [alpha, beta, s + 1] : [beta, alpha, r + x]
  const part = (time: number) =>
    Math.log(hypergeometric(power, second, power + 1, (larger - smaller) / (larger + time))) -
    power * Math.log(larger + time)
  const [from, to] = [part(last), part(age)]
  return from + Math.log1p(-Math.exp(to - from))
}
