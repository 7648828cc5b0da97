import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { cockpit } from './apis.ts'
import styles from './cockpit.module.css'
import { useMinutes } from './words.ts'

const figures = ['open', 'overdue', 'snoozed', 'load', 'oldest', 'closed'] as const

/** Who has how much to do: open, overdue, how long it takes, how old the oldest is. */
export function Team() {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const minutes = useMinutes()
  const team = useQuery(cockpit.team.queryOptions())
  if (team.error) return <ErrorState error={team.error} onRetry={() => void team.refetch()} />
  return (
    <Section title={t('team.title')} flush>
      {team.data ? null : <BoneLines widths={[90, 85, 88]} height={32} />}
      {team.data?.people.length === 0 ? <EmptyState compact>{t('team.none')}</EmptyState> : null}
      {team.data && team.data.people.length > 0 ? (
        <Scroll label={t('team.title')}>
          <table className={styles.team}>
            <thead>
              <tr>
                <th scope="col">{t('team.person')}</th>
                {figures.map((figure) => (
                  <th key={figure} scope="col" className={styles.figure}>
                    {t(`team.${figure}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {team.data.people.map((load) => (
                <tr key={load.person?.id ?? ''}>
                  <td>{load.person?.name ?? t('item.nobody')}</td>
                  <td className={styles.figure}>{format.number(load.open)}</td>
                  <td className={styles.figure}>{format.number(load.overdue)}</td>
                  <td className={styles.figure}>{format.number(load.snoozed)}</td>
                  <td className={styles.figure}>{minutes(load.minutes)}</td>
                  <td className={styles.figure}>{format.daysAgo(load.oldestDays)}</td>
                  <td className={styles.figure}>{format.number(load.closed28d)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </Section>
  )
}
