import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '#web/ui/Icon.tsx'
import type { Import } from './apis.ts'
import styles from './Import.module.css'

export type StepName = 'read' | 'check' | 'run'
const order: readonly StepName[] = ['read', 'check', 'run']

/** The way of an import, and where one is on it. */
export function Steps({ at, one }: { at: StepName; one: Import }) {
  const { t } = useTranslation('imports')
  return (
    <nav aria-label={t('steps.label')}>
      <ol className={styles.steps}>
        {order.map((step, i) => {
          const state = step === at ? 'at' : order.indexOf(at) > i ? 'done' : 'ahead'
          const name = t(`steps.${step}`)
          const mark = (
            <span className={styles.stepMark} aria-hidden="true">
              {state === 'done' ? <Icon name="check" size={12} /> : i + 1}
            </span>
          )
          const back = step === 'read' && at === 'check' && one.status === 'previewed'
          return (
            <li key={step} data-state={state} aria-current={state === 'at' ? 'step' : undefined}>
              {mark}
              {back ? (
                <Link to="/imports/$id" params={{ id: one.id }} search={{ step: 'read' }}>
                  {name}
                </Link>
              ) : (
                <span>{name}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
