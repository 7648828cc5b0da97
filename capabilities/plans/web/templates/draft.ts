import type { plans, Template } from '../apis.ts'

export type Draft = Parameters<typeof plans.publishTemplate.call>[0]['draft']
export type DraftStage = Draft['stages'][number]
export type DraftStep = DraftStage['steps'][number]

/** What a template begins with that is written from scratch. */
export const emptyDraft = (): Draft => ({
  name: { ja: '', en: '' },
  aim: { ja: '', en: '' },
  stages: [{ key: newKey('stage'), name: { ja: '段階1', en: 'Stage 1' }, steps: [] }],
})

export const draftOf = ({ name, aim, stages }: Template): Draft => ({ name, aim, stages })

/** A key of its own for something new; it is never shown. */
export const newKey = (of: 'stage' | 'step' | 'own'): string =>
  `${of}_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`

export const allSteps = (draft: Draft): DraftStep[] => draft.stages.flatMap(({ steps }) => steps)

/** Puts a step in the place of the one with its key, or at the end of a stage where it is new. */
export function withStep(draft: Draft, stage: string, step: DraftStep): Draft {
  const isKnown = allSteps(draft).some(({ key }) => key === step.key)
  return {
    ...draft,
    stages: draft.stages.map((one) => {
      if (isKnown) return { ...one, steps: one.steps.map((old) => (old.key === step.key ? step : old)) }
      return one.key === stage ? { ...one, steps: [...one.steps, step] } : one
    }),
  }
}

/** Takes a step out; nothing waits for it any longer. */
export function withoutStep(draft: Draft, key: string): Draft {
  return {
    ...draft,
    stages: draft.stages.map((stage) => ({
      ...stage,
      steps: stage.steps
        .filter((step) => step.key !== key)
        .map((step) => ({ ...step, after: step.after.filter((before) => before !== key) })),
    })),
  }
}

/** Moves a step one place up or down, into the stage beside where it stands at the end of its own. */
export function moved(draft: Draft, key: string, by: 1 | -1): Draft {
  const at = draft.stages.findIndex(({ steps }) => steps.some((step) => step.key === key))
  const stage = draft.stages[at]!
  const place = stage.steps.findIndex((step) => step.key === key)
  const step = stage.steps[place]!
  const put = (index: number, steps: DraftStep[]) =>
    draft.stages.map((one, other) => (other === index ? { ...one, steps } : one))
  const without = stage.steps.toSpliced(place, 1)
  if (place + by >= 0 && place + by < stage.steps.length)
    return { ...draft, stages: put(at, without.toSpliced(place + by, 0, step)) }
  const beside = draft.stages[at + by]
  if (!beside) return draft
  const into = by === 1 ? [step, ...beside.steps] : [...beside.steps, step]
  const stages = put(at, without).map((one, other) => (other === at + by ? { ...one, steps: into } : one))
  return { ...draft, stages }
}
