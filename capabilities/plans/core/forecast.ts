import { type BusinessCalendar, businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import { finishOf, type Ground, schedule, type Step } from './schedule.ts'
import type { Role } from './words.ts'

/** What a step usually takes, by its key in the template: the median of business days over so many plans that ended it. */
export type Usual = { days: number; plans: number }

/** Why a finish is expected on another day than was planned. */
export const reasons = ['so_far', 'similar', 'own_pace', 'hours'] as const
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

/** Business days that a step's hours fill of a week with so many hours for it; 0 where nobody said. */
const daysOfWork = (step: Step, hours: Known['hours']): number => {
  const weekly = hours.get(step.role)
  if (weekly === undefined || step.effortHours === 0) return 0
  return weekly === 0 ? Number.POSITIVE_INFINITY : Math.ceil((step.effortHours / weekly) * workingDaysAWeek)
}

/**
 * When a plan will be finished, and what moves it: first what has become of it so far, then what the steps left take with
 * other customers, then how quickly this one gets on, then the hours that people have. Each reason is told as the
 * difference it makes on top of those before it.
 */
export function forecast(steps: readonly Step[], ground: Ground & { today: Day }, known: Known): Forecast {
  const { calendar, kickOffOn } = ground
  const isLeft = ({ state }: Step) => state.is === 'open' || state.is === 'doing'
  const finish = (daysOf: (step: Step) => number) => finishOf(schedule(steps, ground, daysOf), kickOffOn)
  const pace = ownPace(steps, known.usual) ?? 1
  const asOthers = (step: Step) => usualDays(step, known.usual)
  const asHere = (step: Step) => Math.round(asOthers(step) * pace)
  const withHours = (step: Step) => Math.max(asHere(step), isLeft(step) ? daysOfWork(step, known.hours) : 0)
  const stages: [Reason, (step: Step) => number][] = [
    ['so_far', ({ days }) => days],
    ['similar', asOthers],
    ['own_pace', asHere],
  ]
  const because: Moved[] = []
  let before = known.baselineFinishOn
  const add = (reason: Reason, daysOf: (step: Step) => number) => {
    const now = finish(daysOf)
    const days = between(calendar, before, now)
    if (days !== 0) because.push({ reason, days })
    before = now
  }
  for (const [reason, daysOf] of stages) add(reason, daysOf)
  const without = steps.find((step) => isLeft(step) && daysOfWork(step, known.hours) === Number.POSITIVE_INFINITY)
  if (without) return { is: 'never', role: without.role, because }
  add('hours', withHours)
  return { is: 'day', finishOn: before, because }
}

function between(calendar: BusinessCalendar, from: Day, to: Day): number {
  return businessDaysBetween(calendar, from, to)
}
