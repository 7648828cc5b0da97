/** What a run of a scenario came to: how many cases, and each thing that must not be. */
export type Outcome = {
  cases: number
  violations: readonly string[]
  /** What else the line of the run says. */
  told?: Record<string, unknown>
}
/** A scenario that cannot be run here, and why. */
export type Skipped = { skipped: string }
