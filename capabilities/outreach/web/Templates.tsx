import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { templatesQuery } from './apis.ts'
import styles from './outreach.module.css'
import { ReadyMade } from './ReadyMade.tsx'

/** The templates, each with what it is for and where it is used. */
export function Templates() {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { data, error, refetch } = useQuery(templatesQuery)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[60, 90, 60, 90, 60, 90]} />
  return (
    <>
      <ReadyMade of="templates" />
      {data.templates.length === 0 ? <EmptyState icon="note" title={t('template.empty')} /> : null}
      <ul className={styles.list}>
        {data.templates.map((template) => (
          <li key={template.key} className={styles.line}>
            <div className={styles.lineBody}>
              <div className={styles.lineName}>
                <Link to="/outreach/templates/$key" params={{ key: template.key }}>
                  {inLanguage(template.name, language)}
                </Link>
              </div>
              <div className={styles.said}>{inLanguage(template.aim, language)}</div>
            </div>
            <span className="quiet small">
              {template.sequences > 0 ? t('template.usedBy', { count: template.sequences }) : t('template.unused')}
            </span>
            <span className="quiet small num">{t('version', { version: template.version })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
