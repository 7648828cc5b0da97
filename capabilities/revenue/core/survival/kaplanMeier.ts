/** How long somebody was seen (in any unit, all alike), and whether that ended with the loss or only with our looking. */
export type Tenure = { readonly time: number; readonly lost: boolean }

/** A moment at which somebody was lost. */
export type Step = {
  readonly time: number
  /** How many were seen until then. */
  readonly atRisk: number
  readonly lost: number
  /** The share that is kept beyond this time. */
  readonly kept: number
  /** Standard error of that share (Greenwood). */
  readonly error: number
  /** Its 95 % interval, on the scale of the logarithm, cut at 1; null once nobody is kept. */
  readonly low: number | null
  readonly high: number | null
}

/**
 * The share that is kept, by time: Kaplan & Meier, Nonparametric estimation from incomplete observations (1958). Who was
 * seen until the very time of a loss still counts as seen then. An entry may stand for several that are alike (`count`).
 */
export function kaplanMeier(tenures: readonly (Tenure & { readonly count?: number })[]): Step[] {
  const byTime = tenures.toSorted((a, b) => a.time - b.time)
  const steps: Step[] = []
  let kept = 1
  let spread = 0
  let seen = byTime.reduce((sum, { count = 1 }) => sum + count, 0)
  for (let from = 0, to = 0; from < byTime.length; from = to) {
    const { time } = byTime[from]!
    const atRisk = seen
    let lost = 0
    for (to = from; to < byTime.length && byTime[to]!.time === time; to++) {
      const { count = 1, lost: isLost } = byTime[to]!
      seen -= count
      if (isLost) lost += count
    }
    if (lost === 0) continue
    kept *= (atRisk - lost) / atRisk
    spread += lost / (atRisk * (atRisk - lost))
    const width = normal95 * Math.sqrt(spread)
    steps.push({
      time,
      atRisk,
      lost,
      kept,
      error: kept === 0 ? 0 : kept * Math.sqrt(spread),
      low: kept === 0 ? null : kept * Math.exp(-width),
      high: kept === 0 ? null : Math.min(1, kept * Math.exp(width)),
    })
  }
  return steps
}

/** Half of what lies in the middle of a normal distribution within which 95 % fall, in standard deviations. */
export const normal95 = 1.959963984540054

/** Greenwood's sum until a time: the square of how far the logarithm of what is kept may be off. */
export function spreadUntil(steps: readonly Pick<Step, 'time' | 'atRisk' | 'lost'>[], until: number): number {
  return steps
    .filter(({ time }) => time <= until)
    .reduce((sum, { atRisk, lost }) => sum + lost / (atRisk * (atRisk - lost)), 0)
}

/** The time by which half are lost, with its 95 % interval; null where it was not reached yet. */
export function medianTenure(steps: readonly Step[]): { time: number | null; low: number | null; high: number | null } {
  return { time: tenureUntil(steps, 0.5), low: downTo(steps, 'low', 0.5), high: downTo(steps, 'high', 0.5) }
}

/** The time by which a share (0 to 1) of all are lost, those still seen counted for as long as they were; null where it was not reached yet. */
export function tenureUntil(steps: readonly Step[], lost: number): number | null {
  return downTo(steps, 'kept', 1 - lost)
}

/** Where a curve comes down to a share; where it lies there exactly, the middle of that stretch. */
function downTo(steps: readonly Step[], curve: 'kept' | 'low' | 'high', share: number): number | null {
  const at = steps.findIndex((step) => (step[curve] ?? 0) <= share + rounding)
  if (at < 0) return null
  const { time, [curve]: value } = steps[at]!
  const next = steps[at + 1]
  return value !== null && value >= share - rounding && next ? (time + next.time) / 2 : time
}

const rounding = 1e-12

/** The share that is kept beyond a time. */
export function keptBeyond(steps: readonly Pick<Step, 'time' | 'kept'>[], time: number): number {
  return steps.findLast((step) => step.time <= time)?.kept ?? 1
}

/** The mean time until the loss where all that lies beyond `until` counts as `until`: the area under the curve. */
export function restrictedMean(steps: readonly Step[], until: number): number {
  let area = 0
  let kept = 1
  let since = 0
  for (const step of steps) {
    if (step.time >= until) break
    area += kept * (step.time - since)
    ;({ kept, time: since } = step)
  }
  return area + kept * (until - since)
}
