import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Plan } from './apis.ts'
import { Blockers } from './Blockers.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import styles from './plans.module.css'
import { StagesDialog } from './StagesDialog.tsx'
import { StopDialog } from './StopDialog.tsx'
import { usePlanMoves } from './usePlanMoves.ts'
import { StandingChip, useSlip } from './words.tsx'

/** How a plan stands in figures, and why its finish is expected when it is. */
export function PlanHead({ plan }: { plan: Plan }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const slip = useSlip()
  const held = plan.steps.find(({ id }) => id === plan.heldUpBy)
  const left = plan.steps.filter(({ state }) => state.is === 'open' || state.is === 'doing').length
  return (
    <section className={styles.head} aria-label={plan.name}>
      <div className={styles.titleLine}>
        <h2>{plan.name}</h2>
        <StandingChip plan={plan} />
        <span className="quiet small">
          {t('fromTemplate', { name: inLanguage(plan.template.name, format.language), version: plan.template.version })}
        </span>
        <span className={styles.end}>
          <PlanMenu plan={plan} />
        </span>
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>{t('head.progress')}</dt>
          <dd>
            <strong className="num">{format.percent(plan.donePercent)}</strong>{' '}
            <span className="quiet small">{t('head.left', { count: left })}</span>
            <Bar value={plan.donePercent} />
          </dd>
        </div>
        <div>
          <dt>{t(plan.status === 'done' ? 'head.finished' : 'head.finish')}</dt>
          <dd>
            <strong>{format.day(plan.finishOn)}</strong>
            <div className="quiet small">{plan.status === 'stopped' ? t('states.stopped') : slip(plan.slipDays)}</div>
          </dd>
        </div>
        <div>
          <dt>{t('head.target')}</dt>
          <dd>
            <strong>{format.day(plan.targetOn)}</strong>
            <div className="quiet small">{t('head.kickOff', { day: format.dayPlain(plan.kickOffOn) })}</div>
          </dd>
        </div>
        <div>
          <dt>{t('head.late')}</dt>
          <dd>
            <strong className="num">{t('count', { count: plan.lateSteps })}</strong>
            {held ? (
              <div className={styles.heldUp}>
                {t('head.heldUpBy', { step: inLanguage(held.name, format.language) })}
              </div>
            ) : null}
          </dd>
        </div>
      </dl>
      <Reasons plan={plan} />
      <Blockers plan={plan} />
    </section>
  )
}

/** What moves the finish, each reason with its business days; and what stands in the way of any. */
function Reasons({ plan }: { plan: Plan }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  if (plan.status === 'stopped')
    return plan.reason ? <p className="soft small">{t('head.stopped', { reason: plan.reason })}</p> : null
  if (plan.status !== 'running') return null
  const operator = plan.people.find((one) => one.role === 'operator')
  return (
    <>
      {plan.because.length > 0 || plan.noTimeOf ? (
        <details className={styles.why}>
          <summary>{t('why.open')}</summary>
          <ul>
            <li>{t('why.baseline', { day: format.day(plan.baselineFinishOn) })}</li>
            {plan.because.map(({ reason, days }) => (
              <li key={reason}>
                {t(`why.${reason}`, { hours: format.number(operator?.hoursAWeek) })}{' '}
                <b className="num">{t(days > 0 ? 'slip.plus' : 'slip.minus', { days: Math.abs(days) })}</b>
              </li>
            ))}
            {plan.noTimeOf ? null : <li>{t('why.finish', { day: format.day(plan.finishOn) })}</li>}
          </ul>
        </details>
      ) : null}
    </>
  )
}

function PlanMenu({ plan }: { plan: Plan }) {
  const { t } = useTranslation('plans')
  const mayWrite = useMay('accounts.write')
  const { resume, remove } = usePlanMoves()
  const [dialog, setDialog] = useState<'edit' | 'stages' | 'stop' | null>(null)
  if (!mayWrite) return null
  return (
    <>
      <MoreMenu
        label={t('menu.label', { name: plan.name })}
        choices={[
          { label: t('menu.edit'), onChoose: () => setDialog('edit') },
          { label: t('menu.stages'), onChoose: () => setDialog('stages') },
          ...(plan.status === 'running' ? [{ label: t('menu.stop'), onChoose: () => setDialog('stop') }] : []),
          ...(plan.status === 'stopped' ? [{ label: t('menu.resume'), onChoose: () => void resume(plan) }] : []),
          { label: t('menu.remove'), onChoose: () => void remove(plan), danger: true },
        ]}
      />
      {dialog === 'stages' ? <StagesDialog plan={plan} onClose={() => setDialog(null)} /> : null}
      {dialog === 'edit' ? <PlanDialog plan={plan} onClose={() => setDialog(null)} /> : null}
      {dialog === 'stop' ? <StopDialog plan={plan} onClose={() => setDialog(null)} /> : null}
    </>
  )
}
