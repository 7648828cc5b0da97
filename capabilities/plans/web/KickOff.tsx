import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Plan } from './apis.ts'
import { PlanDialog } from './PlanDialog.tsx'
import styles from './plans.module.css'

/** What was settled at the kick-off: the purpose, goals with the figures from before, and how the product is to be used. */
export function KickOff({ plan, mayWrite }: { plan: Plan; mayWrite: boolean }) {
  const { t } = useTranslation('plans')
  const [editing, setEditing] = useState(false)
  const isEmpty = plan.purpose === '' && plan.policy === '' && plan.goals.length === 0
  const edit = mayWrite ? (
    <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
      {t('kickOff.edit')}
    </Button>
  ) : null
  return (
    <Section title={t('kickOff.title')} actions={edit}>
      {isEmpty ? <EmptyState compact>{t('kickOff.empty')}</EmptyState> : null}
      {plan.purpose ? (
        <>
          <div className={styles.label}>{t('kickOff.purpose')}</div>
          <p className={styles.text}>{plan.purpose}</p>
        </>
      ) : null}
      {plan.goals.length > 0 ? (
        <>
          <div className={styles.label}>{t('kickOff.goals')}</div>
          <ul className={styles.goals}>
            {plan.goals.map(({ name, before, target }) => (
              <li key={name}>
                {name}
                <div className="quiet small">
                  {t('kickOff.beforeTo', { before: before || t('kickOff.notMeasured'), target: target || '—' })}
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {plan.policy ? (
        <>
          <div className={styles.label}>{t('kickOff.policy')}</div>
          <p className={styles.text}>{plan.policy}</p>
        </>
      ) : null}
      {editing ? <PlanDialog plan={plan} onClose={() => setEditing(false)} /> : null}
    </Section>
  )
}
