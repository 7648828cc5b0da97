import { addBusinessDays, type BusinessCalendar } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { Role, Weight } from './words.ts'

/** How far a step has come. `watched`: facts may close it; not so after somebody opened again what facts had closed. */
export type StepState =
  | { is: 'open'; watched: boolean }
  | { is: 'doing'; since: Day; watched: boolean }
  | { is: 'done'; on: Day; by: 'us' | 'customer' | 'facts'; tookDays: number | null }
  | { is: 'skipped'; on: Day; reason: string }

/** What the dates of a step follow from. Days are business days. */
export type Step = {
  id: string
  /** The step of the template it was made from; its own where somebody added it. */
  key: string
  role: Role
  offset: number
  days: number
  /** A day that was agreed on, in the place of the one that follows from `days`. */
  agreedDueOn: Day | null
  /** When it was first planned to be done; null: it is being planned. */
  baselineDueOn: Day | null
  effortHours: number
  weight: Weight
  after: readonly string[]
  state: StepState
}

/**
 * From when to when. What could be begun early is not due before it was first planned. `endOn`: when it ended; of an open
 * one, the earliest day it can end as things stand.
 */
export type Span = { startOn: Day; dueOn: Day; endOn: Day }

export type Ground = {
  kickOffOn: Day
  calendar: BusinessCalendar
  /** Nothing open ends before this day; null: the plan as it is meant, without regard to how far it is. */
  today: Day | null
}

const latest = (days: readonly Day[], least: Day): Day => days.reduce((a, b) => (b > a ? b : a), least)

/**
 * When each step begins and ends. A step begins `offset` days after the last of those it depends on has ended, or after
 * the kick-off; what is late pushes what follows. Steps must not wait for each other in a circle.
 */
export function schedule(
  steps: readonly Step[],
  { kickOffOn, calendar, today }: Ground,
  daysOf: (step: Step, startOn: Day) => number = ({ days }) => days,
): Map<string, Span> {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const spans = new Map<string, Span>()
  const spanOf = (step: Step): Span => {
    const known = spans.get(step.id)
    if (known) return known
    const before = step.after.flatMap((id) => (byId.has(id) ? [spanOf(byId.get(id)!).endOn] : []))
    const from = before.length === 0 ? kickOffOn : latest(before.slice(1), before[0]!)
    const span = spanFrom(step, from)
    spans.set(step.id, span)
    return span
  }
  const spanFrom = (step: Step, from: Day): Span => {
    const { state } = step
    const skipped = today !== null && state.is === 'skipped'
    // What is left out takes no time, and lets go of what follows when that before it has ended.
    if (skipped) return { startOn: from, dueOn: from, endOn: from }
    const startOn = addBusinessDays(calendar, from, step.offset)
    const reckoned = addBusinessDays(calendar, startOn, daysOf(step, startOn))
    const expected = step.agreedDueOn === null ? reckoned : latest([step.agreedDueOn], startOn)
    if (today === null) return { startOn, dueOn: expected, endOn: expected }
    const isBound = step.agreedDueOn !== null || step.baselineDueOn === null
    const dueOn = isBound ? expected : latest([step.baselineDueOn!], expected)
    if (state.is === 'done') return { startOn: state.on < startOn ? state.on : startOn, dueOn, endOn: state.on }
    return { startOn, dueOn, endOn: expected < today ? addBusinessDays(calendar, today, 0) : expected }
  }
  for (const step of steps) spanOf(step)
  return spans
}

/** The day the last step ends; the kick-off where there is none. */
export function finishOf(spans: ReadonlyMap<string, Span>, kickOffOn: Day): Day {
  return latest(
    [...spans.values()].map(({ endOn }) => endOn),
    kickOffOn,
  )
}
