import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Row } from '#web/ui/Section.tsx'
import type { AuditEntry } from '../contract.ts'
import styles from './access.module.css'
import { actionWords, fieldWords, valueText } from './auditWords.ts'

/** One change: who, what, when; opened, the fields before and after. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const { person, contact, action, at, origin, before, after } = entry
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const head = (
    <>
      <strong>{actionWords(t, action)}</strong>{' '}
      <span className="quiet small">
        {person?.name ?? (contact ? t('audit.contact', { name: contact.name }) : t('audit.banso'))}
        {origin === 'app' || origin === 'portal' ? '' : ` · ${t('audit.origin', { origin })}`}
      </span>
    </>
  )
  return (
    <Row wraps end={<time dateTime={at}>{format.stamp(at)}</time>}>
      {fields.length === 0 ? (
        head
      ) : (
        <details>
          <summary>{head}</summary>
          <div className={styles.changes}>
            <span />
            <span className={styles.head}>{t('audit.from')}</span>
            <span className={styles.head}>{t('audit.to')}</span>
            {fields.map((field) => (
              <FieldChange
                key={field}
                field={fieldWords(t, field)}
                from={valueText(before?.[field], t('audit.empty'))}
                to={valueText(after?.[field], t('audit.empty'))}
              />
            ))}
          </div>
        </details>
      )}
    </Row>
  )
}

function FieldChange({ field, from, to }: { field: string; from: string; to: string }) {
  return (
    <>
      <span className={styles.head}>{field}</span>
      <span>{from}</span>
      <span>{to}</span>
    </>
  )
}
