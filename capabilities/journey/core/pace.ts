import { kaplanMeier, keptBeyond, tenureUntil } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import type { JourneyMap } from './map.ts'
import type { Touch } from './words.ts'

/** How many customers stayed so many days, and whether they went on then or are only seen until now. */
export type StayCount = { time: number; lost: boolean; count: number }

/**
 * How long a phase takes by the company's own history. Customers who are still there, who went back, or who left us count
 * for as long as they were seen (Kaplan & Meier), so that the slow ones are not forgotten.
 */
export type Pace = {
  stays: number
  /** Those that went on to a later phase. */
  passed: number
  /** Days after which a half, 80 % and 95 % have gone on; null: not so many have. */
  median: number | null
  p80: number | null
  p95: number | null
  /** The share still there beyond a number of days. */
  steps: readonly { time: number; kept: number }[]
}

export function paceOf(counts: readonly StayCount[]): Pace {
  const steps = kaplanMeier(counts)
  return {
    stays: counts.reduce((sum, { count }) => sum + count, 0),
    passed: counts.reduce((sum, { lost, count }) => sum + (lost ? count : 0), 0),
    median: tenureUntil(steps, 0.5),
    p80: tenureUntil(steps, 0.8),
    p95: tenureUntil(steps, 0.95),
    steps: steps.map(({ time, kept }) => ({ time, kept })),
  }
}

/** Fewer than so many who went on are no measure for anybody. */
export const enough = 10

/** The share of customers (whole percent) who had gone on in fewer days; null where too few have gone on to say. */
export function percentileOf(pace: Pace | undefined, days: number): number | null {
  if (!pace || pace.passed < enough) return null
  return Math.round(100 * (1 - keptBeyond(pace.steps, days - 1)))
}

/** Paces by phase and touch model; `''` stands for all touch models together. */
export type Paces = ReadonlyMap<string, Pace>
export const paceKey = (phase: string, touch: Touch | '') => `${phase} ${touch}`

/** Whom a customer is measured against: those of its touch model, or everybody where these are too few. */
export function peersOf(paces: Paces, phase: string, touch: Touch | null): Pace | undefined {
  const own = touch ? paces.get(paceKey(phase, touch)) : undefined
  return own && own.passed >= enough ? own : paces.get(paceKey(phase, ''))
}

/** What the history proposes for a phase beside what the map says; `touch` null: for all. */
export type Proposal = Pick<Pace, 'stays' | 'passed' | 'median' | 'p80' | 'p95'> & {
  phase: string
  touch: Touch | null
  usualDays: number | null
}

/**
 * What a map could say by the company's own history: the median as usual stay of each phase and touch model of which
 * enough customers went on, and as factors for late and stalled how far the 80th and the 95th percentile lie above the
 * median, over all phases, weighted by how many went on.
 */
export function proposalsOf(map: JourneyMap, paces: Paces): { rows: Proposal[]; watchAt: number; stalledAt: number } {
  const rows = map.phases
    .filter(({ usualDays }) => usualDays !== null)
    .flatMap((phase) =>
      ([null, 'high', 'low', 'tech'] as const).flatMap((touch) => {
        const pace = paces.get(paceKey(phase.key, touch ?? ''))
        if (!pace || pace.stays === 0) return []
        const usualDays = touch === null ? phase.usualDays : (phase.usualDaysByTouch[touch] ?? phase.usualDays)
        const { steps: _steps, ...figures } = pace
        return [{ ...figures, phase: phase.key, touch, usualDays }]
      }),
    )
  const whole = rows.filter(({ touch, passed }) => touch === null && passed >= enough)
  const watchAt = meanFactor(whole, 'p80') ?? map.watchAt
  const stalledAt = meanFactor(whole, 'p95') ?? map.stalledAt
  return { rows, watchAt, stalledAt: Math.max(stalledAt, Math.round((watchAt + 0.1) * 10) / 10) }
}

/** Beyond so many times the usual stay there is nothing to wait for: a long tail of a few would make nobody stalled. */
const mostFactor = 4

function meanFactor(rows: readonly Proposal[], at: 'p80' | 'p95'): number | null {
  const known = rows.flatMap(({ median, [at]: days, passed }) =>
    median !== null && median > 0 && days !== null ? [{ factor: days / median, passed }] : [],
  )
  const weight = known.reduce((sum, { passed }) => sum + passed, 0)
  if (weight === 0) return null
  const mean = known.reduce((sum, { factor, passed }) => sum + factor * passed, 0) / weight
  return Math.min(mostFactor, Math.max(1.1, Math.round(mean * 10) / 10))
}

type Days = { usualDays: number | null; usualDaysByTouch: { [Model in Touch]?: number | undefined } }

/** A map that is being written, with the proposals taken over: usual days by phase and touch model, and the two factors. */
export function withProposals<
  Draft extends { watchAt: number; stalledAt: number; phases: readonly (Days & { key: string })[] },
>(map: Draft, { rows, watchAt, stalledAt }: ReturnType<typeof proposalsOf>): Draft {
  const known = rows.filter(({ median, passed }) => median !== null && passed >= enough)
  const of = (phase: string, touch: Touch | null) => {
    const found = known.find((row) => row.phase === phase && row.touch === touch)
    return found ? Math.max(1, Math.round(found.median!)) : undefined
  }
  const phases = map.phases.map((phase) => {
    const byTouch = Object.fromEntries(
      (['high', 'low', 'tech'] as const).flatMap((touch) => {
        const days = of(phase.key, touch) ?? phase.usualDaysByTouch[touch]
        return days === undefined ? [] : [[touch, days]]
      }),
    )
    return { ...phase, usualDays: of(phase.key, null) ?? phase.usualDays, usualDaysByTouch: byTouch }
  })
  return { ...map, phases, watchAt, stalledAt }
}
