/** Seconds between attempts, as Standard Webhooks recommends: the last is made 75 hours after the first. */
const pauses = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

/** How often a delivery is tried before it is given up. */
export const mostAttempts = pauses.length + 1

/**
 * Seconds to wait after so many attempts; null: it is given up. `chance` (0 to 1) takes up to a tenth away, so that what
 * failed together does not come back together.
 */
export function pauseAfter(attempts: number, chance: number): number | null {
  const pause = pauses[attempts - 1]
  return pause === undefined ? null : pause * (1 - chance / 10)
}
