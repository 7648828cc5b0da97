import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Because } from '#web/ui/Because.tsx'
import type { Previewed } from './apis.ts'
import styles from './outreach.module.css'
import { useFieldName } from './useReason.ts'

/** A mail as somebody would get it: as text, or as HTML in a frame that runs no script. */
export function MailView({ mail }: { mail: Previewed }) {
  const { t } = useTranslation('outreach')
  const named = useFieldName()
  const [as, setAs] = useState('text')
  const { made, wrong, contact, account } = mail
  return (
    <article className={styles.mail}>
      {wrong ? <Because tone="watch">{t(`wrong.${wrong.reason}`, { detail: named(wrong.detail) })}</Because> : null}
      <div className={styles.head}>
        <span>
          <span className="quiet">{t('template.to')}</span> {account.name}
          {contact ? ` ${contact.name} <${contact.email ?? '—'}>` : ''}
        </span>
        {made ? <strong>{made.subject}</strong> : null}
      </div>
      {made ? (
        <>
          <SegmentedControl
            size="xs"
            mt={8}
            aria-label={t('template.preview')}
            value={as}
            onChange={setAs}
            data={[
              { value: 'text', label: t('template.asText') },
              { value: 'html', label: t('template.asHtml') },
            ]}
          />
          {as === 'text' ? <pre>{made.text}</pre> : <iframe title={t('template.html')} sandbox="" srcDoc={made.html} />}
        </>
      ) : null}
    </article>
  )
}
