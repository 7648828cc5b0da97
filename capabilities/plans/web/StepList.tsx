import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Plan, Step } from './apis.ts'
import styles from './plans.module.css'
import { StepRow } from './StepRow.tsx'

export type StepsProps = { plan: Plan; mayWrite: boolean; onEdit: (step: Step) => void }

/** The steps of a plan by stage, each with its dates, who has it, and what can be done with it. */
export function StepList({ plan, mayWrite, onEdit }: StepsProps) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  return plan.stages.map((stage) => {
    const steps = plan.steps.filter(({ stageId }) => stageId === stage.id)
    const over = steps.filter(({ state }) => state.is === 'done' || state.is === 'skipped').length
    return (
      <Section
        key={stage.id}
        title={inLanguage(stage.name, language)}
        note={t('stage.over', { over, all: steps.length })}
      >
        <ul className={styles.steps}>
          {steps.map((step) => (
            <StepRow key={step.id} plan={plan} step={step} mayWrite={mayWrite} onEdit={onEdit} />
          ))}
        </ul>
      </Section>
    )
  })
}
