import { addDays, type Day } from '#kernel/day.ts'

/** How much of something is used. `perDay`: by how much it grows; null: it does not, or nobody can tell. */
export type Use = { used: number; limit: number; perDay: number | null }

/** `near`: from four fifths on, or where it will be full within a month. `full`: little is left. */
export type Level = 'fine' | 'near' | 'full'

export type Standing = {
  /** 0 to 1 and beyond. */
  share: number
  level: Level
  /** When it will be full at this pace; null: not within ten years. */
  fullOn: Day | null
}

const [near, full] = [0.8, 0.95]
const soon = 30 // days
const farAway = 3650 // days

/** How use stands against its limit, and until when it will do at its pace. */
export function standingOf({ used, limit, perDay }: Use, today: Day): Standing {
  const share = limit > 0 ? used / limit : 1
  const days = perDay !== null && perDay > 0 ? Math.max(0, Math.floor((limit - used) / perDay)) : Infinity
  const level = share >= full ? 'full' : share >= near || days <= soon ? 'near' : 'fine'
  return { share, level, fullOn: days <= farAway ? addDays(today, days) : null }
}

/**
 * How many bytes come a day: stores grow with what is accepted, so that the journal's share of the last days is theirs.
 * `lately`, `all`: bytes of the journal; `days`: over how many days the former came. Null: nothing came yet.
 */
export function growthOf(
  stored: number,
  { lately, all, days }: { lately: number; all: number; days: number },
): number | null {
  if (all <= 0 || days <= 0) return null
  return (stored * (lately / all)) / days
}
