import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { contentQuery } from './apis.ts'
import styles from './plans.module.css'

/** What a step gives to the customer, each a link into the library. */
export function ContentLinks({ keys }: { keys: readonly string[] }) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  const { data } = useQuery({ ...contentQuery, enabled: keys.length > 0 })
  const items = keys.flatMap((key) => data?.items.find((item) => item.key === key) ?? [])
  if (items.length === 0) return null
  return (
    <ul className={styles.contentLinks} aria-label={t('content.label')}>
      {items.map(({ id, title, format }) => (
        <li key={id}>
          <Link to="/content/$id" params={{ id }}>
            <Icon name={format === 'form' ? 'check' : 'note'} size={13} /> {title[language] || title.ja || title.en}
          </Link>
        </li>
      ))}
    </ul>
  )
}
