import { useTranslation } from 'react-i18next'
import { dayOf, daysBetween, type Day } from '#kernel/day.ts'
import { formatFor, type Format } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import type { Renewal } from './apis.ts'
import styles from './renewals.module.css'

export const categoryTones = {
  commit: 'healthy',
  likely: 'info',
  at_risk: 'watch',
  lost: 'risk',
} satisfies Record<NonNullable<Renewal['category']>, Tone>

const outcomeTones = {
  renewed: 'healthy',
  renewed_up: 'healthy',
  renewed_down: 'watch',
  lost: 'risk',
} satisfies Record<NonNullable<Renewal['outcome']>, Tone>

/** Figures in the currency of a contract, which need not be the workspace's. */
export function useMoney(): (currency: string) => Format {
  const format = useFormat()
  return (currency) =>
    currency === format.currency
      ? format
      : formatFor({ language: format.language, timeZone: format.timeZone, currency, fiscalStartMonth: 4 })
}

/** The workspace's day of an instant. */
export const dayAt = (instant: string, { timeZone }: Pick<Format, 'timeZone'>) => dayOf(Date.parse(instant), timeZone)

/** How it ended, or how it is judged. */
export function Standing({ renewal }: { renewal: Pick<Renewal, 'category' | 'outcome' | 'status'> }) {
  const { t } = useTranslation('renewals')
  if (renewal.outcome) return <Chip tone={outcomeTones[renewal.outcome]}>{t(`outcomes.${renewal.outcome}`)}</Chip>
  if (renewal.status === 'withdrawn') return <Chip>{t('statuses.withdrawn')}</Chip>
  const { category } = renewal
  return category ? (
    <Chip tone={categoryTones[category]}>{t(`categories.${category}`)}</Chip>
  ) : (
    <Chip tone="unknown">{t('categories.none')}</Chip>
  )
}

/** How far a day is away; the end of a term that is over waits for a word, a deadline that has passed for nothing more. */
export function Left({ until, done = false, deadline = false }: { until: string; done?: boolean; deadline?: boolean }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const days = daysBetween(format.today(), until as Day)
  if (done) return null
  if (days < 0 && deadline) return <span className="quiet">{t('gone')}</span>
  if (days < 0) return <span className={`${styles.left} ${styles.over}`}>{t('past', { count: -days })}</span>
  const words = days === 0 ? t('today') : t('inDays', { count: days })
  return (
    <span className={styles.left} data-near={days <= 14 || undefined}>
      {words}
    </span>
  )
}
