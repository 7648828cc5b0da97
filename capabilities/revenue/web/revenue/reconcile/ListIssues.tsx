import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { More } from '../More.tsx'
import styles from '../revenue.module.css'
import { reconciliations } from './apis.ts'

/** What of the list could not be read: line, column, value, and why. */
export function ListIssues({ id }: { id: string }) {
  const { t } = useTranslation('reconcile')
  const format = useFormat()
  const list = useInfiniteQuery(
    reconciliations.issues.infiniteOptions({
      input: (cursor: string | undefined) => ({ id, limit: 10, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  return (
    <Section title={t('issues.title')} note={t('issues.note')} flush>
      <Scroll label={t('issues.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('issues.line')}</th>
              <th scope="col" className={styles.text}>
                {t('issues.column')}
              </th>
              <th scope="col" className={styles.text}>
                {t('issues.value')}
              </th>
              <th scope="col" className={styles.text}>
                {t('issues.reason')}
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data?.pages
              .flatMap(({ rows }) => rows)
              .map(({ line, column, value, text }) => (
                <tr key={`${line} ${column} ${text.ja}`}>
                  <th scope="row">{format.number(line)}</th>
                  <td className={styles.text}>{column}</td>
                  <td className={styles.text}>{value}</td>
                  <td className={styles.text}>{inLanguage(text, format.language)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </Scroll>
      <More list={list} />
    </Section>
  )
}
