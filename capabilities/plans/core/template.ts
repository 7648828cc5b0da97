import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Evidence, Role, Weight } from './words.ts'

/** A step as a template describes it. Days are business days. */
export type TemplateStep = {
  key: string
  name: Label
  /** What is to be done, in a sentence. */
  help: Label
  role: Role
  /** Days from the kick-off, or from the end of the last step it depends on, until it can be begun. */
  offset: number
  /** Days it may take from there. */
  days: number
  /** Hours of work for whoever does it. */
  effortHours: number
  weight: Weight
  evidence: Evidence
  /** With evidence `facts`: the condition that closes it; null otherwise. */
  condition: string | null
  /** What is to be read or answered in it: keys of items of the library. */
  content: readonly string[]
  /** Keys of the steps that end before it begins. */
  after: readonly string[]
}

export type TemplateStage = { key: string; name: Label; steps: readonly TemplateStep[] }

/** One version of the way a plan is made: stages in order, each with its steps. */
export type PlanTemplate = { key: string; name: Label; aim: Label; stages: readonly TemplateStage[] }

export const stepsOf = (template: Pick<PlanTemplate, 'stages'>): TemplateStep[] =>
  template.stages.flatMap(({ steps }) => [...steps])

/** Bounds of what may be written in a step, the same for a template and for one plan: [least, most]. */
export const stepBounds = {
  offset: [0, 250],
  days: [0, 250],
  effortHours: [0, 400],
} as const satisfies Record<string, readonly [number, number]>

/** The most steps a plan may have. */
export const mostSteps = 300

/** What is wrong with a template beyond the form of its fields; `value` names the steps in question. */
export type Flaw = { rule: 'same_key' | 'unknown_step' | 'no_condition' | 'too_many'; value: string }

/** Keys that stand twice, steps that depend on one that is not there, and conditions that are missing. */
export function flawsOf(template: Pick<PlanTemplate, 'stages'>): Flaw[] {
  const steps = stepsOf(template)
  const known = new Set(steps.map(({ key }) => key))
  const twice = steps.filter(({ key }, at) => steps.findIndex((one) => one.key === key) !== at)
  const lost = steps.flatMap(({ after }) => after.filter((key) => !known.has(key)))
  const bare = steps.filter(({ evidence, condition }) => evidence === 'facts' && !condition?.trim())
  return [
    ...twice.map(({ key }): Flaw => ({ rule: 'same_key', value: key })),
    ...lost.map((value): Flaw => ({ rule: 'unknown_step', value })),
    ...bare.map(({ name }): Flaw => ({ rule: 'no_condition', value: name.ja })),
    ...(steps.length > mostSteps ? [{ rule: 'too_many', value: `${steps.length}` } as const] : []),
  ]
}
