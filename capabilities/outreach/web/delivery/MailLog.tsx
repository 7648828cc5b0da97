import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './delivery.module.css'
import { Mails } from './Mails.tsx'
import { Stops } from './Stops.tsx'

/** What became of every mail, and who is left alone. */
export function MailLog() {
  const { t } = useTranslation('mail')
  const [view, setView] = useState('mails')
  return (
    <>
      <SegmentedControl
        size="xs"
        className={styles.views ?? ''}
        aria-label={t('log.view')}
        value={view}
        onChange={setView}
        data={(['mails', 'people'] as const).map((value) => ({ value, label: t(`log.${value}`) }))}
      />
      {view === 'mails' ? <Mails /> : <Stops />}
    </>
  )
}
