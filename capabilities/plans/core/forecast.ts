import { businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import { finishOf, type Ground, schedule, type Step } from './schedule.ts'
import type { Role } from './words.ts'

/** What a step usually takes, by its key in the template: the median of business days over so many plans that ended it. */
export type Usual = { days: number; plans: number }

/** Why a finish is expected on another day than was planned. */
export const reasons = ['so_far', 'similar', 'own_pace', 'hours', 'side_by_side'] as const
export type Reason = (typeof reasons)[number]

/** How many business days a reason moves the finish: later, or earlier where negative. */
export type Moved = { reason: Reason; days: number }

/** `never`: whose steps are left has no time for them, so that no finish can be told. */
export type Forecast =
  | { is: 'day'; finishOn: Day; because: readonly Moved[] }
  | { is: 'never'; role: Role; because: readonly Moved[] }

/** Below these, what others took and what was done here is chance rather than a pace. */
export const leastPlans = 5
export const leastSteps = 3
const paceBounds = [0.5, 3] as const
const workingDaysAWeek = 5

export type Known = {
  baselineFinishOn: Day
  usual: ReadonlyMap<string, Usual>
  /** Hours a week that each role has for the plan; a role that is left out did not say. */
  hours: ReadonlyMap<Role, number>
}

/** The median of others where enough of them have done the step, else what the plan allows for it. */
const usualDays = (step: Step, usual: Known['usual']): number => {
  const known = usual.get(step.key)
  return known && known.plans >= leastPlans ? known.days : step.days
}

/** How many times as long as usual this plan's finished steps took together; null until enough of them are done. */
export function ownPace(steps: readonly Step[], usual: Known['usual']): number | null {
  const told = steps.flatMap((step) => {
    const { state } = step
    const expected = usualDays(step, usual)
    return state.is === 'done' && state.tookDays !== null && expected > 0 ? [{ expected, took: state.tookDays }] : []
  })
  if (told.length < leastSteps) return null
  const sum = (of: 'expected' | 'took') => told.reduce((all, one) => all + one[of], 0)
  return Math.min(paceBounds[1], Math.max(paceBounds[0], sum('took') / sum('expected')))
}

/** Business days that so many hours of work fill with so many hours a week for it, with their fraction. */
const fills = (effortHours: number, hoursAWeek: number) =>
  effortHours === 0 ? 0 : (effortHours / hoursAWeek) * workingDaysAWeek

/** Whole business days that so many hours of work fill with so many hours a week for it; without any, they never end. */
export const daysOfWork = (effortHours: number, hoursAWeek: number): number =>
  Math.ceil(fills(effortHours, hoursAWeek) - rounding)

const rounding = 1e-9

const isLeft = ({ state }: Step) => state.is === 'open' || state.is === 'doing'

/**
 * When a plan will be finished, and what moves it: first what has become of it so far, then what the steps left take with
 * other customers, then how quickly this one gets on, then the hours that people have, then that nobody works on two steps
 * at once. Each reason is told as the difference it makes on top of those before it.
 */
export function forecast(steps: readonly Step[], ground: Ground & { today: Day }, known: Known): Forecast {
  const { calendar, kickOffOn } = ground
  const pace = ownPace(steps, known.usual) ?? 1
  const asOthers = (step: Step) => usualDays(step, known.usual)
  const asHere = (step: Step) => Math.round(asOthers(step) * pace)
  const hoursOf = (step: Step) => (isLeft(step) && step.effortHours > 0 ? known.hours.get(step.role) : undefined)
  const withHours = (step: Step) => {
    const weekly = hoursOf(step)
    return weekly === undefined ? asHere(step) : Math.max(asHere(step), daysOfWork(step.effortHours, weekly))
  }
  const because: Moved[] = []
  let before = known.baselineFinishOn
  const add = (reason: Reason, spans: ReturnType<typeof schedule>) => {
    const now = finishOf(spans, kickOffOn)
    const days = businessDaysBetween(calendar, before, now)
    if (days !== 0) because.push({ reason, days })
    before = now
  }
  add('so_far', schedule(steps, ground))
  add('similar', schedule(steps, ground, asOthers))
  add('own_pace', schedule(steps, ground, asHere))
  const without = steps.find((step) => hoursOf(step) === 0)
  if (without) return { is: 'never', role: without.role, because }
  // Without hours that anybody has named, both are as before.
  if (known.hours.size > 0) {
    const alone = schedule(steps, ground, withHours)
    add('hours', alone)
    add('side_by_side', inTurn(steps, ground, { alone, asHere, hoursOf }))
  }
  return { is: 'day', finishOn: before, because }
}

type Paces = {
  alone: ReturnType<typeof schedule>
  asHere: (step: Step) => number
  hoursOf: (step: Step) => number | undefined
}

/**
 * The schedule where each role works on one step after the other, from today on, in the order in which they could be begun
 * if its hours were not shared: a step ends when its days are over and its hours have had their turn.
 */
function inTurn(steps: readonly Step[], ground: Ground & { today: Day }, { alone, asHere, hoursOf }: Paces) {
  const { calendar, today } = ground
  const place = (step: Step) => alone.get(step.id)!.startOn
  const inOrder = steps.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
  /** Until when a role is taken: business days, with their fraction, after a day. */
  const taken = new Map<Step['role'], { after: Day; days: number }>()
  return schedule(inOrder, ground, (step, startOn) => {
    const weekly = hoursOf(step)
    if (weekly === undefined) return asHere(step)
    const from = startOn < today ? today : startOn
    const busy = taken.get(step.role)
    const waits = busy ? Math.max(0, busy.days - businessDaysBetween(calendar, busy.after, from)) : 0
    const days = waits + fills(step.effortHours, weekly)
    taken.set(step.role, { after: from, days })
    const lead = businessDaysBetween(calendar, startOn, from)
    return Math.max(asHere(step), Math.ceil(lead + days - rounding))
  })
}
