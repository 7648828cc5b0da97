import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bars } from '#web/chart/Bars.tsx'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Overview } from './apis.ts'
import { EventNames } from './EventNames.tsx'
import { RecentEvents } from './RecentEvents.tsx'
import { UnknownGroups } from './UnknownGroups.tsx'
import styles from './usage.module.css'

/** What is arriving at this moment, and how much of it is understood. */
export function IngestLive({ overview: { data, error, refetch } }: { overview: UseQueryResult<Overview> }) {
  const { t } = useTranslation('usage')
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 60, 80, 70]} height={40} />
  if (data.lastReceivedAt === null && data.quarantined === 0)
    return (
      <EmptyState
        icon="pulse"
        title={t('ingest.nothing')}
        action={
          <Link to="/ingest" search={{ tab: 'keys' }}>
            {t('ingest.begin')}
          </Link>
        }
      >
        {t('ingest.nothingText')}
      </EmptyState>
    )
  return (
    <>
      <Figures overview={data} />
      <Section title={t('ingest.minutes')}>
        <Bars
          label={t('ingest.minutes')}
          height={120}
          points={data.minutes.map((value, at) => ({ label: String(59 - at), value }))}
          labelOf={(ago) => t('ingest.minute', { count: Number(ago) })}
        />
      </Section>
      <div className={styles.columns}>
        <RecentEvents />
        <div>
          <EventNames names={data.names} />
          {data.unknownGroups > 0 ? <UnknownGroups /> : null}
        </div>
      </div>
    </>
  )
}

function Figures({ overview }: { overview: Overview }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const { lastDay, waiting, completeTo, lastReceivedAt } = overview
  const shown = format.number(waiting)
  const progress =
    waiting === 0
      ? t('ingest.upToDate')
      : [
          t('ingest.waiting', { count: waiting, shown }),
          completeTo ? t('ingest.completeTo', { when: format.stamp(completeTo) }) : null,
        ]
          .filter(Boolean)
          .join(' · ')
  return (
    <Section title={t('ingest.tabs.live')} note={t('ingest.lastAt', { when: format.ago(lastReceivedAt) })}>
      <dl className={styles.figures}>
        {(['events', 'users', 'accounts'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`ingest.${key}`)}</dt>
            <dd>{format.number(lastDay[key])}</dd>
          </div>
        ))}
        <div title={t('ingest.nobodysHelp')}>
          <dt>{t('ingest.nobodys')}</dt>
          <dd>{format.number(lastDay.nobodys)}</dd>
        </div>
        <div>
          <dt>{t('ingest.state')}</dt>
          <dd data-small>{progress}</dd>
        </div>
      </dl>
      {lastDay.nobodys > 0 ? <p className="quiet small">{t('ingest.nobodysHelp')}</p> : null}
      {lastDay.clockAhead > 0 ? (
        <p className="quiet small">
          {t('ingest.clockAhead', { count: lastDay.clockAhead, shown: format.number(lastDay.clockAhead) })}
        </p>
      ) : null}
    </Section>
  )
}
