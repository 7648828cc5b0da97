import type { Random } from './random.ts'

/**
 * How a customer's years with us go. Each arc shows its cause in the data before its end: a person or a rule that
 * looks can see it coming.
 */
export type Arc =
  | 'steady'
  | 'growing'
  | 'seasonal'
  | 'slow_start'
  | 'silent_executive'
  | 'fading'
  | 'champion_left'
  | 'support_trouble'

export const arcs: readonly (readonly [Arc, number])[] = [
  ['steady', 32],
  ['growing', 14],
  ['seasonal', 12],
  ['slow_start', 10],
  ['silent_executive', 10],
  ['fading', 9],
  ['champion_left', 6],
  ['support_trouble', 7],
]

/** What an arc does in a given week. `week` counts from the contract's start; `turn` is the week its trouble begins. */
export type ArcWeek = {
  /** Share of seats in use, 0–1. */
  use: number
  /** Inquiries expected in the week, per 20 seats. */
  inquiries: number
  /** Mean satisfaction with an answered inquiry, 1–5. */
  satisfaction: number
  /** Whether the decision maker can be met. */
  executive: boolean
}

const rampWeeks: Record<Arc, number> = {
  steady: 10,
  growing: 7,
  seasonal: 9,
  slow_start: 30,
  silent_executive: 9,
  fading: 10,
  champion_left: 9,
  support_trouble: 10,
}

/** The level a healthy customer of this arc settles at: share of seats in use. */
const plateau: Record<Arc, number> = {
  steady: 0.7,
  growing: 0.92,
  seasonal: 0.66,
  slow_start: 0.5,
  silent_executive: 0.64,
  fading: 0.68,
  champion_left: 0.72,
  support_trouble: 0.66,
}

export function arcWeek(arc: Arc, week: number, turn: number, recovers: boolean): ArcWeek {
  const ramp = Math.min(1, (week + 1) / rampWeeks[arc])
  const into = week - turn
  const troubled = into >= 0
  const calm: ArcWeek = {
    use: plateau[arc] * ramp,
    inquiries: week < 8 ? 0.5 : 0.12,
    satisfaction: 4.3,
    executive: true,
  }
  if (!troubled) return calm
  const back = recovers && into > 14 ? Math.min(1, (into - 14) / 8) : 0
  switch (arc) {
    case 'fading':
      return { ...calm, use: calm.use * (Math.max(0.08, 1 - into * 0.07) * (1 - back) + back), inquiries: 0.08 }
    case 'champion_left':
      return { ...calm, use: calm.use * (Math.max(0.15, 1 - into * 0.09) * (1 - back) + back), executive: back > 0 }
    case 'silent_executive':
      return { ...calm, use: calm.use * Math.max(0.6, 1 - into * 0.01), executive: back > 0 }
    case 'support_trouble':
      return {
        ...calm,
        use: calm.use * (Math.max(0.45, 1 - into * 0.03) * (1 - back) + back),
        inquiries: back > 0 ? 0.3 : 1.6,
        satisfaction: back > 0 ? 4 : 1.9,
      }
    case 'slow_start':
      return { ...calm, use: calm.use * (recovers ? 1 : 0.6), inquiries: 0.4, satisfaction: 3.4, executive: recovers }
    default:
      return calm
  }
}

/** Factor on use by calendar month (1–12) for the kind of season a trade has. */
export function seasonFactor(season: 'fiscal' | 'yearEnd' | 'winter' | 'flat', month: number): number {
  if (season === 'fiscal') return month === 3 ? 1.2 : month === 8 ? 0.86 : 1
  if (season === 'yearEnd') return month === 12 || month === 11 ? 1.2 : month === 2 ? 0.86 : 1
  if (season === 'winter') return month === 1 || month === 12 || month === 2 ? 1.15 : month === 6 ? 0.88 : 1
  return 1
}

/** Whether, and when, an arc's trouble starts: weeks from the contract's start, or beyond `weeks` for never. */
export function turnOf(arc: Arc, weeks: number, random: Random): number {
  if (arc === 'steady' || arc === 'growing' || arc === 'seasonal') return Number.POSITIVE_INFINITY
  if (arc === 'slow_start') return 10
  return random.chance(0.6) ? random.whole(14, Math.max(15, weeks - 40)) : Math.max(14, weeks - random.whole(3, 14))
}
