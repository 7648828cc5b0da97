import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import styles from './plans.module.css'
import { StepActions } from './StepActions.tsx'
import type { StepsProps } from './StepList.tsx'
import { StepDays } from './StepRow.tsx'
import { columnOf, columns, useRole } from './words.tsx'

/** The steps by how far they are: waiting, to be done, being done, over. */
export function Board({ plan, mayWrite, onEdit }: StepsProps) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  const role = useRole()
  return (
    <Scroll label={t('views.board')} className={styles.board}>
      {columns.map((column) => {
        const steps = plan.steps.filter((step) => columnOf(step) === column)
        return (
          <section key={column} aria-label={t(`board.${column}`)}>
            <h3>
              {t(`board.${column}`)} <span className="quiet num">{steps.length}</span>
            </h3>
            {steps.map((step) => (
              <article key={step.id} className={styles.card} data-late={step.lateDays > 0 || undefined}>
                <b>{inLanguage(step.name, language)}</b>
                <div className="quiet small">
                  {t(`sides.${step.side}`)} · {step.who ?? role(step.role)}
                </div>
                <StepDays step={step} />
                {mayWrite ? <StepActions step={step} onEdit={onEdit} /> : null}
              </article>
            ))}
          </section>
        )
      })}
    </Scroll>
  )
}
