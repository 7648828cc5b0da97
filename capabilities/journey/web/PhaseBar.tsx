import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Path } from './apis.ts'
import styles from './journey.module.css'

/** All phases side by side: those passed full, the current one as far as its milestones, late ones in their colour. */
export function PhaseBar({ path }: { path: Path }) {
  const { t } = useTranslation('journey')
  const { language } = useFormat()
  const filled = (status: string) =>
    status === 'done' ? 100 : status === 'current' ? (path.current?.donePercent ?? 0) : 0
  return (
    <ol className={styles.phases}>
      {path.phases.map((phase) => {
        const isCurrent = phase.status === 'current'
        const style = { '--filled': `${Math.max(filled(phase.status), isCurrent ? 6 : 0)}%` } as CSSProperties
        const days = isCurrent ? path.current?.days : phase.days
        return (
          <li
            key={phase.key}
            data-status={phase.status}
            data-late={isCurrent ? path.current?.lateness : undefined}
            aria-current={isCurrent ? 'step' : undefined}
            title={t(`path.statuses.${phase.status}`)}
          >
            <i style={style} />
            {inLanguage(phase.label, language)}{' '}
            {days == null || phase.status === 'ahead' ? null : (
              <span className="num">{t(isCurrent ? 'path.days' : 'path.spent', { days })}</span>
            )}
            <span className="visually-hidden">({t(`path.statuses.${phase.status}`)})</span>
          </li>
        )
      })}
    </ol>
  )
}
