import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { useFactText } from '#web/ui/FactValue.tsx'
import type { Step } from './apis.ts'
import { ContentLinks } from './ContentLinks.tsx'
import styles from './plans.module.css'
import { StepActions } from './StepActions.tsx'
import type { StepsProps } from './StepList.tsx'
import { columnOf, shapes, useRole, useSlip } from './words.tsx'

/** A step: what it is, whose, when, how it ended, and what can be done with it. */
export function StepRow({ plan, step, mayWrite, onEdit }: StepsProps & { step: Step }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const role = useRole()
  const waits = plan.steps.filter(
    ({ id, state }) => step.after.includes(id) && state.is !== 'done' && state.is !== 'skipped',
  )
  const names = waits.map(({ name }) => inLanguage(name, format.language)).join(format.language === 'ja' ? '、' : ', ')
  return (
    <li className={styles.step} data-state={step.state.is}>
      <span className={styles.mark} data-state={step.state.is} aria-hidden="true">
        {shapes[step.state.is]}
      </span>
      <div className={styles.what}>
        <b>{inLanguage(step.name, format.language)}</b>
        <div className="quiet small">
          {t(`sides.${step.side}`)} · {role(step.role)}
          {step.who ? ` (${step.who})` : null} · <Evidence step={step} />
        </div>
        <ContentLinks keys={step.content} />
        <Ending step={step} />
        {columnOf(step) === 'waiting' ? <div className="quiet small">{t('step.waitsFor', { names })}</div> : null}
      </div>
      <StepDays step={step} />
      {mayWrite ? <StepActions step={step} onEdit={onEdit} /> : null}
    </li>
  )
}

function Evidence({ step }: { step: Step }) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  if (step.evidence !== 'facts') return t(`evidences.${step.evidence}`)
  const condition = step.said ? inLanguage(step.said, language) : step.condition
  return t(step.state.is === 'open' && !step.state.watched ? 'step.notWatched' : 'step.closesWhen', { condition })
}

/** When a step is due, and how far it has slipped; of one that is over, when it ended. */
export function StepDays({ step }: { step: Step }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const slip = useSlip()
  const { state } = step
  if (state.is === 'skipped') return <div className={styles.days}>{t('steps.skipped')}</div>
  return (
    <div className={styles.days}>
      <span className="num" title={t('step.span', { from: format.day(step.startOn), to: format.day(step.dueOn) })}>
        {state.is === 'done'
          ? t('step.doneOn', { day: format.dayNear(state.on) })
          : t('step.dueOn', { day: format.dayNear(step.dueOn) })}
      </span>
      {step.lateDays > 0 ? (
        <Chip tone={step.lateDays >= 10 ? 'risk' : 'watch'}>{t('step.late', { days: step.lateDays })}</Chip>
      ) : null}
      {step.lateDays === 0 && step.slipDays !== 0 && columnOf(step) !== 'waiting' ? (
        <span className="quiet small">{slip(step.slipDays)}</span>
      ) : null}
    </div>
  )
}

/** Who or what closed a step, and on what ground. */
function Ending({ step }: { step: Step }) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  const text = useFactText()
  const { state } = step
  if (state.is === 'skipped')
    return <div className="soft small">{t('step.skippedBy', { name: step.closedBy ?? '', reason: state.reason })}</div>
  if (state.is !== 'done') return null
  if (state.by !== 'facts')
    return (
      <div className="soft small">
        {t(`step.closedBy.${step.inPortal ? 'portal' : state.by}`, { name: step.closedBy ?? '' })}
      </div>
    )
  const seen = step.because.flatMap(({ facts }) => facts)
  return (
    <div className="soft small">
      {t('step.closedBy.facts')}{' '}
      {seen.map((fact) => `${inLanguage(fact.label, language)}: ${text(shownFact(fact), fact.value)}`).join(' · ')}
    </div>
  )
}
