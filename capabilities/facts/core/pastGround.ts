import { addDays, type Day } from '#kernel/day.ts'

/** What a question about the end of a past day is answered from. */
export type PastGround = {
  /** `history`: what was kept then; `month_end`: what was worked out afterwards of the month end before it. */
  from: 'history' | 'month_end' | 'nothing'
  /** The day of which the answer is: the one asked for, or the month end before it; null where nothing reaches it. */
  on: Day | null
  /** The first day of the history; null: nothing is kept yet. */
  begins: Day | null
}

/** A month end speaks for the days up to the next one, and not for later ones. */
const reach = 30

/** What answers for a past day: the history where it reaches back so far, else the month end before the day. */
export function groundOf(day: Day, known: { begins: Day | null; monthEnds: readonly Day[] }): PastGround {
  const { begins, monthEnds } = known
  if (begins !== null && begins <= day) return { from: 'history', on: day, begins }
  const before = monthEnds.filter((end) => end <= day && end >= addDays(day, -reach))
  const last = before.reduce<Day | null>((latest, end) => (latest === null || end > latest ? end : latest), null)
  return last === null ? { from: 'nothing', on: null, begins } : { from: 'month_end', on: last, begins }
}
