import { type BusinessCalendar } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import { finishOf, schedule, type Span, type Step } from './schedule.ts'
import type { PlanTemplate, TemplateStep } from './template.ts'

/** A stage and a step of a new plan; `from` is what the template says of the step. */
export type NewStage = { id: string; key: string; name: PlanTemplate['name'] }
export type NewStep = Step & { stageId: string; from: TemplateStep; baseline: Span }

export type NewPlan = { stages: NewStage[]; steps: NewStep[]; baselineFinishOn: Day }

/** A plan from a template: the dates it begins with stay as its baseline, whatever becomes of it. */
export function makePlan(
  template: PlanTemplate,
  { kickOffOn, calendar, newId }: { kickOffOn: Day; calendar: BusinessCalendar; newId: () => string },
): NewPlan {
  const stages = template.stages.map(({ key, name }) => ({ id: newId(), key, name }))
  const placed = template.stages.flatMap(({ steps }, at) => steps.map((from) => ({ from, stageId: stages[at]!.id })))
  const ids = new Map(placed.map(({ from }) => [from.key, newId()]))
  const bare = placed.map(({ from, stageId }) => ({ ...stepFrom(from, ids), stageId, from }))
  const spans = schedule(bare, { kickOffOn, calendar, today: null })
  return {
    stages,
    steps: bare.map((step) => ({ ...step, baseline: spans.get(step.id)! })),
    baselineFinishOn: finishOf(spans, kickOffOn),
  }
}

function stepFrom(from: TemplateStep, ids: ReadonlyMap<string, string>): Step {
  const { key, role, offset, days, effortHours, weight } = from
  return {
    id: ids.get(key)!,
    key,
    role,
    offset,
    days,
    effortHours,
    weight,
    agreedDueOn: null,
    baselineDueOn: null,
    after: from.after.flatMap((before) => ids.get(before) ?? []),
    state: { is: 'open', watched: true },
  }
}
