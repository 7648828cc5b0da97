/** What a customer's stay in a phase took. */
export type Strain = {
  /** Days there so far, or until it was left. */
  days: number
  /** null: the phase has no usual stay, and nobody can be over it. */
  usualDays: number | null
  /** The multiple of the usual stay from which an account counts as stalled. */
  stalledAt: number
  /** How often it came back into the phase. */
  returns: number
  /** Inquiries and questions that came in while it was there. */
  help: number
}

/** A part of the struggle index: its points out of `most`, and the measure they stand for out of the one that makes them full. */
export type StrugglePart = {
  key: 'time' | 'returns' | 'help'
  points: number
  most: number
  measure: number
  full: number
}

export type Struggle = { value: number; parts: readonly StrugglePart[] }

/** Points that each part can make; together 100. Time weighs most, since it is known of everybody. */
const most = { time: 50, returns: 25, help: 25 } as const
/** Two ways back, and four calls for help a month, are as bad as it gets. */
const fullReturns = 2
const fullHelpAMonth = 4

/** Days that a stay counts as at least when help is counted by the month: one question on the first day is no storm. */
const daysOfMonth = 30

/**
 * How hard a customer found a phase, 0 (easily) to 100 points: 50 for time over the usual stay, in full where it is
 * stalled; 25 for ways back, in full from the second; 25 for help asked, in full from four times a month. It tells two
 * customers in the same phase apart, one who came easily and one who struggled; our own definition, parts shown.
 */
export function struggleOf({ days, usualDays, stalledAt, returns, help }: Strain): Struggle {
  const over = usualDays === null || usualDays <= 0 ? 0 : Math.max(0, days / usualDays - 1)
  const helpAMonth = help / Math.max(1, days / daysOfMonth)
  const parts = [
    part('time', over, Math.max(0.1, stalledAt - 1)),
    part('returns', returns, fullReturns),
    part('help', helpAMonth, fullHelpAMonth),
  ]
  return { value: Math.round(parts.reduce((sum, { points }) => sum + points, 0)), parts }
}

function part(key: StrugglePart['key'], measure: number, full: number): StrugglePart {
  const points = most[key] * Math.min(1, Math.max(0, measure) / full)
  return { key, points: tenth(points), most: most[key], measure: Math.round(measure * 100) / 100, full }
}

const tenth = (value: number) => Math.round(value * 10) / 10

/** How a struggle index is called: below 20 points easily, from 50 on hard. */
export function struggleWord(value: number): 'easy' | 'some' | 'hard' {
  if (value >= 50) return 'hard'
  return value >= 20 ? 'some' : 'easy'
}
