import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { ListAsked } from '../apis.ts'
import { List } from './List.tsx'
import styles from './views.module.css'

/** All that ends or can be given notice of on one day. */
export function DayPanel({ day, asked, onClose }: { day: string; asked: ListAsked; onClose: () => void }) {
  const { t } = useTranslation('renewalViews')
  const format = useFormat()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const title = t('calendar.day', { day: format.day(day) })
  return (
    <div ref={place}>
      <Section
        title={title}
        flush
        actions={
          <button type="button" className={styles.toToday} onClick={onClose}>
            {t('calendar.close')}
          </button>
        }
      >
        <List
          asked={asked}
          label={title}
          height="auto"
          empty={<EmptyState compact>{t('calendar.emptyDay')}</EmptyState>}
        />
      </Section>
    </div>
  )
}
