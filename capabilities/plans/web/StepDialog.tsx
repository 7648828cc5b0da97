import { useTranslation } from 'react-i18next'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Plan, Step } from './apis.ts'
import { contentOf, StepFields, type StepValues, useStepCheck, valuesOf } from './StepFields.tsx'
import { usePlanMoves } from './usePlanMoves.ts'

type Values = StepValues & { agreedDueOn: string; stageId: string }

/** Adds a step to a plan, or changes one. */
export function StepDialog({ plan, step, onClose }: { plan: Plan; step: Step | null; onClose: () => void }) {
  const { t } = useTranslation(['plans', 'web'])
  const { language } = useFormat()
  const { addStep, editStep } = usePlanMoves()
  const check = useStepCheck()
  const form = useForm<Values>({
    initial: {
      ...valuesOf(step, language),
      agreedDueOn: step?.agreedDueOn ?? '',
      stageId: step?.stageId ?? plan.stages.at(-1)?.id ?? '',
    },
    check,
    send: async ({ agreedDueOn, stageId, ...values }) => {
      const content = { ...contentOf(values, step, language), agreedDueOn: agreedDueOn || null }
      if (step) await editStep(step, content)
      else await addStep(plan, stageId, content)
      onClose()
    },
  })
  const others = plan.steps
    .filter(({ id }) => id !== step?.id)
    .map(({ id, name }) => ({ id, name: inLanguage(name, language) }))
  return (
    <Dialog opened onClose={onClose} title={step ? t('step.editTitle') : t('step.add')} size={640}>
      <Form form={form} send={step ? t('web:save') : t('step.addSend')} onCancel={onClose}>
        <StepFields form={form} others={others} />
        <FieldRow>
          <DayField form={form} name="agreedDueOn" label={t('fields.agreedDueOn')} help={t('fields.agreedDueOnHelp')} />
          {step ? null : (
            <ChoiceField
              form={form}
              name="stageId"
              label={t('fields.stage')}
              choices={plan.stages.map(({ id, name }) => ({ value: id, label: inLanguage(name, language) }))}
            />
          )}
        </FieldRow>
      </Form>
    </Dialog>
  )
}
