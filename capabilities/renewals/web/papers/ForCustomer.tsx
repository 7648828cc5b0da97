import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '#web/ui/Section.tsx'
import { LetterDialog } from './LetterDialog.tsx'
import styles from './papers.module.css'

/** What can be given to the customer, one click away. */
export function ForCustomer({ id }: { id: string }) {
  const { t } = useTranslation('renewalPapers')
  const [writing, setWriting] = useState(false)
  return (
    <Section title={t('title')}>
      <div className={styles.papers}>
        <Button size="xs" variant="default" onClick={() => setWriting(true)}>
          {t('letter.open')}
        </Button>
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link to="/renewals/$id/sheet" params={{ id }} {...props} />}
        >
          {t('sheet.open')}
        </Button>
      </div>
      {writing ? <LetterDialog id={id} onClose={() => setWriting(false)} /> : null}
    </Section>
  )
}
