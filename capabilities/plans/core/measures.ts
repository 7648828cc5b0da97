import { kaplanMeier, medianTenure } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { type Day, daysBetween } from '#kernel/day.ts'

/** A customer's start by one plan: from its kick-off to its end, and what people of ours had to do with it. */
export type Start = {
  startedOn: Day
  /** The day it was done or stopped; null: it still runs. */
  endedOn: Day | null
  outcome: 'done' | 'stopped' | 'running'
  /** The first day on which the customer used a feature that stands for value. */
  firstValueOn: Day | null
  touchModel: string | null
  segments: readonly string[]
  /** What people of ours did from the kick-off to the end. */
  byHand: ByHand
  /** Hours of our steps that are done, by what the plan reckons with. */
  ourHours: number
  /** The first step that is open, by its key in the template, and since when it is the next one; null: none is. */
  standsAt: { key: string; since: Day } | null
}

/** Steps that we said were done; meetings, calls, visits and messages that a person wrote; CTAs that were worked on. */
export type ByHand = { steps: number; touches: number; ctas: number }

/** Whether the end was reached without a person of ours. What was stopped reached no end. */
export const isSelfStarted = ({ outcome, byHand }: Pick<Start, 'outcome' | 'byHand'>): boolean =>
  outcome === 'done' && byHand.steps + byHand.touches + byHand.ctas === 0

/** Days from the kick-off to the end; of one that runs, to today. */
export const daysOfStart = ({ startedOn, endedOn }: Pick<Start, 'startedOn' | 'endedOn'>, today: Day): number =>
  Math.max(0, daysBetween(startedOn, endedOn ?? today))

/** Days from the kick-off to the first value; 0 where it was there before. null: not yet. */
export const daysToValue = ({ startedOn, firstValueOn }: Pick<Start, 'startedOn' | 'firstValueOn'>): number | null =>
  firstValueOn === null ? null : Math.max(0, daysBetween(startedOn, firstValueOn))

/** A median of days with its 95 % interval; null where half have not come so far yet. */
export type Median = { days: number | null; low: number | null; high: number | null }

const medianOf = (tenures: { time: number; lost: boolean }[]): Median => {
  const { time, low, high } = medianTenure(kaplanMeier(tenures))
  return { days: time, low, high }
}

/**
 * The days by which half have ended: Kaplan & Meier (1958), where the end takes the place of the loss. Who still runs, or
 * was stopped, counts until then as not ended: a median of those alone who have ended would be too short.
 */
export const medianDuration = (starts: readonly Start[], today: Day): Median =>
  medianOf(starts.map((one) => ({ time: daysOfStart(one, today), lost: one.outcome === 'done' })))

/** The days by which half have had their first value, reckoned in the same way. */
export const medianToValue = (starts: readonly Start[], today: Day): Median =>
  medianOf(
    starts.map((one) => {
      const days = daysToValue(one)
      return { time: days ?? daysOfStart(one, today), lost: days !== null }
    }),
  )

/** How some customers' starts went: counts, and the medians with those that still run. */
export type Times = {
  started: number
  done: number
  running: number
  stopped: number
  reachedValue: number
  duration: Median
  toValue: Median
}

export function timesOf(starts: readonly Start[], today: Day): Times {
  const count = (outcome: Start['outcome']) => starts.filter((one) => one.outcome === outcome).length
  return {
    started: starts.length,
    done: count('done'),
    running: count('running'),
    stopped: count('stopped'),
    reachedValue: starts.filter((one) => one.firstValueOn !== null).length,
    duration: medianDuration(starts, today),
    toValue: medianToValue(starts, today),
  }
}

/** Of those whose start ended, how many reached the end without a person; percent, null where none ended. */
export type SelfStart = { ended: number; done: number; alone: number; percent: number | null }

export function selfStartOf(starts: readonly Start[]): SelfStart {
  const ended = starts.filter(({ outcome }) => outcome !== 'running')
  const alone = ended.filter(isSelfStarted).length
  return {
    ended: ended.length,
    done: ended.filter(({ outcome }) => outcome === 'done').length,
    alone,
    percent: ended.length === 0 ? null : (100 * alone) / ended.length,
  }
}

/** Hours that self-starters saved: the median hours of ours that one led by people takes, times the self-starters. */
export type Saved = { led: number; medianHours: number | null; alone: number; hours: number | null }

export function savedHours(starts: readonly Start[]): Saved {
  const done = starts.filter(({ outcome }) => outcome === 'done')
  const led = done.filter((one) => !isSelfStarted(one)).map(({ ourHours }) => ourHours)
  const medianHours = middle(led)
  const alone = done.length - led.length
  return { led: led.length, medianHours, alone, hours: medianHours === null ? null : medianHours * alone }
}

/** The value in the middle; of an even number, the mean of the two there. null of nothing. */
export function middle(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const at = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[at]! : (sorted[at - 1]! + sorted[at]!) / 2
}

/** At which step those stand who have not reached the end, how long in the middle, and how many were stopped there. */
export type Stop = { key: string; customers: number; stopped: number; medianDays: number }

/** Where customers stop, the step with the most first. Days until today, or until the plan was stopped. */
export function stopsOf(starts: readonly Start[], today: Day): Stop[] {
  const left = starts.filter(({ outcome, standsAt }) => outcome !== 'done' && standsAt !== null)
  const stops = [...Map.groupBy(left, ({ standsAt }) => standsAt!.key)].map(([key, of]) => ({
    key,
    customers: of.length,
    stopped: of.filter(({ outcome }) => outcome === 'stopped').length,
    medianDays: middle(of.map((one) => daysStanding(one, today) ?? 0))!,
  }))
  return stops.toSorted((a, b) => b.customers - a.customers || (a.key < b.key ? -1 : 1))
}

/** Days a customer has stood at the step it is at. */
export const daysStanding = ({ standsAt, endedOn }: Start, today: Day): number | null =>
  standsAt === null ? null : Math.max(0, daysBetween(standsAt.since, endedOn ?? today))

/** What starts are told apart by. */
export const groupings = ['month', 'touch_model', 'segment'] as const
export type Grouping = (typeof groupings)[number]

/** Which customers a figure counts. */
export const counted = ['started', 'done', 'running', 'stopped', 'value', 'ended', 'alone', 'led', 'at'] as const
export type Counted = (typeof counted)[number]

/** The groups a customer is in: of segments there may be several; '' is for those without. */
export function groupsOf(start: Start, by: Grouping, dayOf: (start: Start) => Day | null): string[] {
  if (by === 'month') return [(dayOf(start) ?? '').slice(0, 7)]
  if (by === 'touch_model') return [start.touchModel ?? '']
  return start.segments.length === 0 ? [''] : [...start.segments]
}

/** Starts by group, in the order of their keys; those without one stand last. */
export function grouped<One extends Start>(
  starts: readonly One[],
  by: Grouping,
  dayOf: (start: Start) => Day | null,
): Map<string, One[]> {
  const groups = new Map<string, One[]>()
  for (const one of starts)
    for (const key of groupsOf(one, by, dayOf)) groups.getOrInsertComputed(key, () => []).push(one)
  const order = (key: string) => (key === '' ? '~' : key)
  return new Map([...groups].toSorted(([a], [b]) => (order(a) < order(b) ? -1 : 1)))
}
