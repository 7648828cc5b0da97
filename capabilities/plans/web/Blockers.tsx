import { useTranslation } from 'react-i18next'
import type { Blocker } from '#capabilities/plans/core/blockers.ts'
import type { Role } from '#capabilities/plans/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Plan } from './apis.ts'
import styles from './plans.module.css'
import { useRole } from './words.tsx'

/** With these no finish can be promised, or nothing moves any more. */
const grave: readonly Blocker[] = ['operator_without_time', 'stuck']

/** What stands in the way of a plan, each in a line that says what it is and what to do about it. */
export function Blockers({ plan }: { plan: Plan }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const role = useRole()
  const lines = plan.blockers.map((is) => ({ is, role: 'operator' as Role }))
  // Whoever else has no hours at all leaves the plan without a finish just as well.
  const other = plan.noTimeOf
  if (other && other !== 'operator') lines.unshift({ is: 'operator_without_time', role: other })
  if (lines.length === 0) return null
  const held = plan.steps.find(({ id }) => id === plan.heldUpBy)
  const operator = plan.people.find((one) => one.role === 'operator')
  const values = {
    step: held ? inLanguage(held.name, format.language) : '',
    hours: format.number(operator?.hoursAWeek ?? null),
    roles: plan.agreementMissing.map(role).join(format.language === 'ja' ? '、' : ', '),
  }
  return (
    <ul className={styles.blockers} aria-label={t('blockers.label')}>
      {lines.map((line) => {
        const isZero = line.is === 'operator_without_time' && (line.role !== 'operator' || plan.noTimeOf === 'operator')
        const key = isZero ? 'no_time' : line.is
        return (
          <li key={`${line.is} ${line.role}`} data-grave={grave.includes(line.is) || undefined}>
            <span aria-hidden="true">{grave.includes(line.is) ? '■' : '▲'}</span>
            <div>
              <b>{t(`blockers.${key}.what`, { ...values, role: role(line.role) })}</b>{' '}
              {t(`blockers.${key}.do`, { ...values, role: role(line.role) })}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
