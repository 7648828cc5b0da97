import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { type Plan, plans, plansQuery, type Step, type StepContent, type StepState } from './apis.ts'

type Update = Omit<Parameters<typeof plans.update.call>[0], 'id' | 'version'>
type Part = Omit<Parameters<typeof plans.setPart.call>[0], 'id' | 'version'>
type New = Parameters<typeof plans.create.call>[0]
type Move = Parameters<typeof plans.move.call>[0]['move']

export type Stage = Parameters<typeof plans.arrange.call>[0]['stages'][number]

/** The stages of a plan in their order, each with its steps. */
export const stagesOf = ({ stages, steps }: Plan): Stage[] =>
  stages.map((stage) => ({ ...stage, steps: steps.filter(({ stageId }) => stageId === stage.id).map(({ id }) => id) }))

/** What can be done with plans: shown at once, told with a way back. Forms are thrown what the server refused. */
export function usePlanMoves() {
  const { t } = useTranslation(['plans', 'web'])
  const { language } = useFormat()
  const queries = useQueryClient()
  const show = (plan: Plan) => {
    queries.setQueryData(plansQuery(plan.account.id).queryKey, (known) => {
      const others = (known?.plans ?? []).filter(({ id }) => id !== plan.id)
      if (plan.status === 'removed') return { plans: others }
      const at = known?.plans.findIndex(({ id }) => id === plan.id) ?? -1
      return { plans: at < 0 ? [plan, ...others] : others.toSpliced(at, 0, plan) }
    })
    for (const answers of [plans.list, plans.totals, plans.templates])
      void queries.invalidateQueries({ queryKey: answers.key() })
    return plan
  }
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  const back = (taking: () => Promise<Plan>) => () => taking().then(show)
  const stepIn = (plan: Plan, id: string) => plan.steps.find((step) => step.id === id)!

  const setStep = async (step: Step, state: StepState) => {
    const plan = show(await plans.setStep.call({ id: step.id, version: step.version, state }))
    const { version } = stepIn(plan, step.id)
    const undo = back(() => plans.setStep.call({ id: step.id, version, state: step.state }))
    const isBack = step.state.is !== 'done' || step.state.by !== 'facts'
    // What facts had closed is watched again rather than said to be done by a person: they close it anew.
    const watch = back(() => plans.setStep.call({ id: step.id, version, state: { is: 'open', watched: true } }))
    toast(t(`moved.${state.is}`, { step: inLanguage(step.name, language) }), { undo: isBack ? undo : watch })
  }
  const move = async ({ id, version }: Plan, what: Move, inverse: Move, reason?: string) => {
    const plan = show(await plans.move.call({ id, version, move: what, ...(reason ? { reason } : {}) }))
    toast(t(`told.${what}`), { undo: back(() => plans.move.call({ id, version: plan.version, move: inverse })) })
  }
  return {
    setStep: (step: Step, state: StepState) => setStep(step, state).catch(tell),
    skip: setStep,
    create: async (given: New) => {
      const plan = show(await plans.create.call(given))
      toast(t('told.create'), {
        undo: back(() => plans.move.call({ id: plan.id, version: plan.version, move: 'remove' })),
      })
      return plan
    },
    update: async (plan: Plan, change: Update) => {
      const { name, kickOffOn, targetOn, purpose, policy, goals } = plan
      const next = show(await plans.update.call({ id: plan.id, version: plan.version, ...change }))
      const before = { name, kickOffOn, targetOn, purpose, policy, goals }
      toast(t('web:saved'), { undo: back(() => plans.update.call({ id: plan.id, version: next.version, ...before })) })
    },
    arrange: async (plan: Plan, stages: Stage[]) => {
      const next = show(await plans.arrange.call({ id: plan.id, version: plan.version, stages }))
      const before = stagesOf(plan)
      toast(t('web:saved'), {
        undo: back(() => plans.arrange.call({ id: plan.id, version: next.version, stages: before })),
      })
    },
    setPart: async (plan: Plan, part: Part) => {
      const known = plan.people.find(({ role }) => role === part.role)
      const before = {
        role: part.role,
        contactId: known?.contact?.id ?? null,
        personId: known?.person?.id ?? null,
        duty: known?.duty ?? '',
        hoursAWeek: known?.hoursAWeek ?? null,
        agreedOn: known?.agreedOn ?? null,
        agreement: known?.agreement ?? '',
      }
      const next = show(await plans.setPart.call({ id: plan.id, version: known?.version ?? 0, ...part }))
      const { version = 0 } = next.people.find(({ role }) => role === part.role) ?? {}
      toast(t('web:saved'), { undo: back(() => plans.setPart.call({ id: plan.id, version, ...before })) })
    },
    addStep: async (plan: Plan, stageId: string, content: StepContent) => {
      const known = new Set(plan.steps.map(({ id }) => id))
      const next = show(await plans.addStep.call({ id: plan.id, stageId, ...content }))
      const { id, version } = next.steps.find((step) => !known.has(step.id))!
      toast(t('told.addStep'), { undo: back(() => plans.removeStep.call({ id, version, removed: true })) })
    },
    editStep: async (step: Step, content: StepContent) => {
      const {
        name,
        help,
        role,
        offset,
        days,
        effortHours,
        weight,
        evidence,
        condition,
        content: named,
        agreedDueOn,
        after,
      } = step
      const before = {
        name,
        help,
        role,
        offset,
        days,
        effortHours,
        weight,
        evidence,
        condition,
        content: named,
        agreedDueOn,
        after,
      }
      const next = show(await plans.editStep.call({ id: step.id, version: step.version, ...content }))
      const { version } = stepIn(next, step.id)
      toast(t('web:saved'), { undo: back(() => plans.editStep.call({ id: step.id, version, ...before })) })
    },
    removeStep: ({ id, version }: Step) =>
      plans.removeStep.call({ id, version, removed: true }).then((plan) => {
        show(plan)
        const bring = () => plans.removeStep.call({ id, version: version + 1, removed: false })
        toast(t('told.removeStep'), { undo: back(bring) })
      }, tell),
    stop: (plan: Plan, reason: string) => move(plan, 'stop', 'resume', reason),
    resume: (plan: Plan) => move(plan, 'resume', 'stop', plan.reason).catch(tell),
    remove: (plan: Plan) => move(plan, 'remove', 'restore').catch(tell),
  }
}
