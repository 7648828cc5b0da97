import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import styles from '../revenue.module.css'
import { reconciliations } from './apis.ts'

/** The comparisons that were kept, and one's own last one. */
export function Earlier() {
  const { t } = useTranslation('reconcile')
  const format = useFormat()
  const { data, error, refetch } = useQuery(reconciliations.list.queryOptions())
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data || data.rows.length === 0) return null
  return (
    <Section title={t('list.title')} flush>
      <Scroll label={t('list.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('list.file')}</th>
              <th scope="col" className={styles.text}>
                {t('list.what')}
              </th>
              <th scope="col">{t('list.difference')}</th>
              <th scope="col" className={styles.text}>
                {t('list.by')}
              </th>
              <th scope="col" className={styles.text}>
                {t('list.at')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ id, fileName, kind, month, difference, by, createdAt, keptAt }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to="/revenue" search={{ tab: 'reconcile', rec: id }}>
                    {fileName}
                  </Link>{' '}
                  {keptAt === null ? <Chip>{t('list.own')}</Chip> : null}
                </th>
                <td className={styles.text}>
                  {t('title', { month: format.month(`${month}-01`), kind: t(`kinds.${kind}`) })}
                </td>
                <td>{format.money(difference)}</td>
                <td className={styles.text}>{by}</td>
                <td className={styles.text}>{format.stamp(createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}
