import { maximise } from './maximise.ts'
import { logBeta } from './special.ts'

/**
 * Somebody who could renew `chances` times did so `renewals` times, the last time at the chance numbered `last` (0: never). `count`
 * such people.
 */
export type Renewing = {
  readonly renewals: number
  readonly last: number
  readonly chances: number
  readonly count: number
}

/**
 * BG/BB, for what is bought at fixed times: while somebody is a customer they take each chance with a probability of their own
 * (beta: α, β), and leave before each with one of their own (beta: γ, δ). Fader, Hardie & Shang (2010).
 */
export type BgBb = { readonly alpha: number; readonly beta: number; readonly gamma: number; readonly delta: number }

export function fitBgBb(groups: readonly Renewing[]): BgBb {
  const at = maximise(
    ([alpha = 1, beta = 1, gamma = 1, delta = 1]) =>
      groups.reduce((sum, one) => sum + one.count * logLikelihood({ alpha, beta, gamma, delta }, one), 0),
    [1, 1, 1, 1],
  )
  return { alpha: at[0]!, beta: at[1]!, gamma: at[2]!, delta: at[3]! }
}

function logLikelihood({ alpha, beta, gamma, delta }: BgBb, { renewals: x, last, chances: n }: Renewing): number {
  const scale = logBeta(alpha, beta) + logBeta(gamma, delta)
  let sum = Math.exp(logBeta(alpha + x, beta + n - x) + logBeta(gamma, delta + n) - scale)
  for (let i = 0; i < n - last; i++)
    sum += Math.exp(logBeta(alpha + x, beta + last - x + i) + logBeta(gamma + 1, delta + last + i) - scale)
  return Math.log(sum)
}
