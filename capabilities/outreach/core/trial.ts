/** The two texts of a trial. */
export const halves = ['a', 'b'] as const
export type Half = (typeof halves)[number]

/** What a trial is decided on: who replied, or at whose customer a condition holds so many days after the mail. */
type TrialGoal = { is: 'replied' } | { is: 'reached'; condition: string; days: number }

/**
 * How two texts are tried: on which share of the recipients (percent, 100: nobody waits for the outcome), what counts,
 * how many of each half it takes before anything is said, and what the rest gets when nothing is sure on the last day.
 */
export type Trial = { share: number; goal: TrialGoal; atLeast: number; days: number; otherwise: Half }

/** How many of a half had their mail, and how many of them did what counts. */
type Side = { sent: number; did: number }
export type Sides = Record<Half, Side>

/** From which probability on one text is called the better one. */
export const sureEnough = 0.95

/** Logarithm of the gamma function (Lanczos' approximation, g = 7, 9 terms), for arguments from 1. */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  const sum = terms.reduce((all, term, i) => all + term / (x + i), 0.99999999999980993)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}
const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/**
 * How probable it is (0 to 1) that B is the better text: both shares are unknown beforehand (uniform, Beta(1, 1)) and follow
 * Beta(1 + did, 1 + not) then. Exact: E. Miller, "Formulas for Bayesian A/B Testing" (2015), equation 6.
 */
export function sureOfB({ a, b }: Sides): number {
  const [aDid, aNot, bDid, bNot] = [1 + a.did, 1 + a.sent - a.did, 1 + b.did, 1 + b.sent - b.did]
  const base = logBeta(aDid, aNot)
  let sum = 0
  for (let i = 0; i < bDid; i++)
    sum += Math.exp(logBeta(aDid + i, bNot + aNot) - Math.log(bNot + i) - logBeta(1 + i, bNot) - base)
  return Math.min(1, Math.max(0, sum))
}

/** How a trial stands: which half leads and how sure that is (0.5 to 1), and whether it is over, and why or why not. */
export type Standing = { leads: Half; sure: number } & (
  | { is: 'open'; because: 'too_few' | 'not_sure' }
  | { is: 'over'; winner: Half; because: 'sure' | 'last_day' }
)

/**
 * Looks at a trial so many days after it began. It is looked at once a day: a bar that is measured against at every moment
 * is passed by luck sooner or later. On the last day it ends whatever is known.
 */
export function standing(sides: Sides, { atLeast, days, otherwise }: Trial, daysGone: number): Standing {
  const ofB = sureOfB(sides)
  const leads: Half = ofB > 0.5 ? 'b' : 'a'
  const sure = Math.max(ofB, 1 - ofB)
  const enough = Math.min(sides.a.sent, sides.b.sent) >= atLeast
  if (enough && sure >= sureEnough) return { leads, sure, is: 'over', winner: leads, because: 'sure' }
  if (daysGone >= days) return { leads, sure, is: 'over', winner: otherwise, because: 'last_day' }
  return { leads, sure, is: 'open', because: enough ? 'not_sure' : 'too_few' }
}
