import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import type { CalendarDay } from '../apis.ts'
import { Mark } from './Mark.tsx'
import styles from './views.module.css'

/** The days of a month on which something is due, one below the other; the chosen one with all of it. */
export function Agenda({
  days,
  chosen,
  onChoose,
  panel,
}: {
  days: readonly CalendarDay[]
  chosen: string | null
  onChoose: (on: string | null) => void
  panel: ReactNode
}) {
  const { t } = useTranslation('renewalViews')
  const format = useFormat()
  const today = format.today()
  return (
    <ol className={styles.agenda}>
      {days
        .filter(({ ends, notices }) => ends + notices > 0)
        .map(({ on, off, holiday, ends, notices, marks }) => (
          <li key={on} data-today={on === today || undefined}>
            <h3 data-off={off || undefined}>
              {format.dayNear(on)} {on === today ? <span className="quiet small">{t('calendar.today')}</span> : null}{' '}
              {holiday ? <span className="small">{inLanguage(holiday, format.language)}</span> : null}
            </h3>
            {on === chosen ? (
              panel
            ) : (
              <>
                {marks.map((mark) => (
                  <Mark key={`${mark.id} ${mark.what}`} mark={mark} />
                ))}
                {ends + notices > marks.length ? (
                  <MoreButton onClick={() => onChoose(on)}>
                    {t('calendar.more', { count: ends + notices - marks.length })}
                  </MoreButton>
                ) : null}
              </>
            )}
          </li>
        ))}
    </ol>
  )
}
