import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import type { Import } from './apis.ts'
import styles from './Import.module.css'

/** How far a step is: a bar, rows done, rows a second, time left. */
export function Progress({ one, title }: { one: Import; title: string }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { seconds } = one
  const rate = seconds > 1 ? Math.round(one.rowsDone / seconds) : 0
  const left = one.progress > 0.02 && seconds > 1 ? (seconds * (1 - one.progress)) / one.progress : null
  const done = format.number(one.rowsDone)
  const total = one.rowsTotal === null ? null : format.number(one.rowsTotal)
  const time =
    left === null
      ? null
      : left < 90
        ? t('run.seconds', { count: Math.ceil(left) })
        : t('run.minutes', { count: Math.round(left / 60) })
  const amount =
    one.status === 'undoing'
      ? t('run.changes', { done, total: total ?? '—' })
      : total
        ? t('run.of', { done, total })
        : t('run.rows', { done })
  return (
    <div className={styles.progress} role="group" aria-label={title}>
      <div
        role="progressbar"
        aria-label={t('run.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(one.progress * 100)}
      >
        <Bar value={one.progress * 100} />
      </div>
      <span className="num soft small">
        {[amount, rate > 0 ? t('run.rate', { rate: format.number(rate) }) : null, time ? t('run.left', { time }) : null]
          .filter((part) => part !== null)
          .join('・')}
      </span>
    </div>
  )
}
