import type { Day } from '#kernel/day.ts'

/**
 * What is kept of a workspace's turns. `turnedTo`: the last day for which all accounts were computed. `turning`: some were
 * computed for this day, and all were not yet. `rederive`: definitions of what follows from facts are others since.
 */
export type Turned = { turnedTo: Day | null; turning: Day | null; rederive: boolean }

/**
 * What is due of all accounts of a workspace on a day: everything, what follows from facts alone, or nothing. Where a turn
 * was begun and not ended, some stand on its day: a clock that ran ahead and was put right meanwhile has them computed
 * again. Within a day the clock may go where it likes, for facts stand on the day alone.
 */
export function turnDue({ turnedTo, turning, rederive }: Turned, today: Day): 'all' | 'derived' | null {
  if (turnedTo !== today || turning !== null) return 'all'
  return rederive ? 'derived' : null
}
