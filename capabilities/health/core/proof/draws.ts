/**
 * Numbers in [0, 1) for drawing anew, the same at every look, so that an interval does not change by being looked at (the minimal
 * standard generator: Park & Miller 1988, with the factor of 1993).
 */
export function drawsFrom(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
}
