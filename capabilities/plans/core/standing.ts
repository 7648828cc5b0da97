import { businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import { type Forecast, forecast, type Known } from './forecast.ts'
import { type Ground, schedule, type Span, type Step } from './schedule.ts'
import type { Standing } from './words.ts'

/** From so many business days after its due day on, a step that can be done is what the plan is stuck at. */
export const stuckAfter = 10

/** Whether an open step waits for others, or can be done. */
export function isReady(step: Step, steps: ReadonlyMap<string, Step>): boolean {
  return step.after.every((id) => {
    const before = steps.get(id)?.state.is
    return before === undefined || before === 'done' || before === 'skipped'
  })
}

export const isLeft = ({ state }: Pick<Step, 'state'>): boolean => state.is === 'open' || state.is === 'doing'

/** Business days by which a step is late; 0 where it is not, or is over. */
export function lateDays(
  step: Step,
  span: Span,
  { calendar, today }: Pick<Ground, 'calendar'> & { today: Day },
): number {
  return isLeft(step) ? Math.max(0, businessDaysBetween(calendar, span.dueOn, today)) : 0
}

/** The share of the work that is done, 0 to 100, each step by its weight; what is skipped is no work. */
export function progress(steps: readonly Step[]): number {
  const sum = (of: readonly Step[]) => of.reduce((all, { weight }) => all + weight, 0)
  const all = sum(steps.filter(({ state }) => state.is !== 'skipped'))
  const done = sum(steps.filter(({ state }) => state.is === 'done'))
  return all === 0 ? (steps.length === 0 ? 0 : 100) : (done / all) * 100
}

/** How a running plan stands on a day. */
export type Stand = {
  standing: Standing
  forecast: Forecast
  /** Business days from the baseline's finish to the one expected; null where none can be expected. */
  slipDays: number | null
  lateSteps: number
  /** The step that has been late for longest, of those that can be done; null where none is late. */
  heldUpBy: string | null
  donePercent: number
  spans: ReadonlyMap<string, Span>
}

/** Late: a step is, or the finish is expected after the target day or not at all. Stuck: late for long at one step. */
export function standOf(
  steps: readonly Step[],
  ground: Ground & { today: Day },
  known: Known & { targetOn: Day | null },
): Stand {
  const spans = schedule(steps, ground)
  const byId = new Map(steps.map((step) => [step.id, step]))
  const late = steps.flatMap((step) => {
    const days = lateDays(step, spans.get(step.id)!, ground)
    return days > 0 ? [{ id: step.id, days, ready: isReady(step, byId) }] : []
  })
  const worst = late
    .filter(({ ready }) => ready)
    .reduce<{ id: string; days: number } | null>(
      (most, one) => (most === null || one.days > most.days ? one : most),
      null,
    )
  const expected = forecast(steps, ground, known)
  const slipDays =
    expected.is === 'day' ? businessDaysBetween(ground.calendar, known.baselineFinishOn, expected.finishOn) : null
  const missesTarget = expected.is === 'never' || (known.targetOn !== null && expected.finishOn > known.targetOn)
  return {
    standing:
      worst !== null && worst.days >= stuckAfter ? 'stuck' : late.length > 0 || missesTarget ? 'late' : 'on_time',
    forecast: expected,
    slipDays,
    lateSteps: late.length,
    heldUpBy: worst?.id ?? null,
    donePercent: progress(steps),
    spans,
  }
}
