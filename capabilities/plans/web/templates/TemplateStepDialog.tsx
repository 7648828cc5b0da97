import { useTranslation } from 'react-i18next'
import { findCircle } from '#capabilities/plans/core/circle.ts'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { contentOf, StepFields, useStepCheck, valuesOf } from '../StepFields.tsx'
import { allSteps, type Draft, type DraftStep, newKey, withStep } from './draft.ts'

/** Writes a step of a template into its draft; a circle is refused here, with its steps named. */
export function TemplateStepDialog({
  draft,
  stage,
  step,
  onChange,
  onClose,
}: {
  draft: Draft
  stage: string
  step: DraftStep | null
  onChange: (draft: Draft) => void
  onClose: () => void
}) {
  const { t } = useTranslation('planTemplates')
  const { language } = useFormat()
  const check = useStepCheck()
  const key = step?.key ?? ''
  const others = allSteps(draft).filter((one) => one.key !== key)
  const nameOf = (of: string) => {
    const found = others.find((one) => one.key === of)
    return found ? inLanguage(found.name, language) : inLanguage(step!.name, language)
  }
  const form = useForm({
    initial: valuesOf(step, language),
    check: (values) => {
      const circle = step
        ? findCircle([{ id: key, after: values.after }, ...others.map((one) => ({ id: one.key, after: one.after }))])
        : null
      return { ...check(values), after: circle ? t('circle', { steps: circle.map(nameOf).join(' → ') }) : undefined }
    },
    send: async (values) => {
      onChange(withStep(draft, stage, { ...contentOf(values, step, language), key: step?.key ?? newKey('step') }))
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={step ? t('step.edit') : t('step.add')} size={640}>
      <Form form={form} send={t('step.take')} onCancel={onClose}>
        <StepFields form={form} others={others.map((one) => ({ id: one.key, name: inLanguage(one.name, language) }))} />
      </Form>
    </Dialog>
  )
}
