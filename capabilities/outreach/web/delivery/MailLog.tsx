import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import styles from './delivery.module.css'
import { Mails } from './Mails.tsx'
import { Stops } from './Stops.tsx'

const views = ['mails', 'people'] as const

/** What became of every mail, and who is left alone. */
export function MailLog() {
  const { t } = useTranslation('mail')
  const navigate = useNavigate({ from: '/outreach' })
  const view = oneOf(useSearch({ from: '/frame/outreach' }).of, views)
  return (
    <>
      <SegmentedControl
        size="xs"
        className={styles.views ?? ''}
        aria-label={t('log.view')}
        value={view}
        onChange={(of) => void navigate({ search: of === views[0] ? { view: 'log' } : { view: 'log', of } })}
        data={views.map((value) => ({ value, label: t(`log.${value}`) }))}
      />
      {view === 'mails' ? <Mails /> : <Stops />}
    </>
  )
}
