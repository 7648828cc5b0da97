import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { intoSight } from '#web/ui/intoSight.ts'
import { Page } from '#web/ui/Page.tsx'
import { usage } from './apis.ts'
import { IngestLive } from './IngestLive.tsx'
import { Refused } from './Refused.tsx'
import { Silence } from './Silence.tsx'
import styles from './usage.module.css'
import { WriteKeys } from './WriteKeys.tsx'

const tabs = ['live', 'refused', 'keys'] as const

/** Tracking: what is arriving, what could not be accepted, and the keys to send with. */
export function Ingest() {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const { tab } = useSearch({ from: '/frame/ingest' })
  const shown = oneOf(tab, tabs)
  const overview = useQuery(usage.live.overview.queryOptions())
  const refused = overview.data?.quarantined ?? 0
  return (
    <Page title={t('ingest.title')}>
      <nav className={styles.tabs} aria-label={t('ingest.tabs.label')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to="/ingest"
            search={one === 'live' ? {} : { tab: one }}
            className={styles.tab}
            activeOptions={{ exact: true }}
            aria-current={one === shown ? 'page' : undefined}
            ref={one === shown ? intoSight : undefined}
            replace
          >
            {t(`ingest.tabs.${one}`)}
            {one === 'refused' && refused > 0 ? (
              <span className={styles.badge}>
                <Chip tone="watch">{format.number(refused)}</Chip>
              </span>
            ) : null}
          </Link>
        ))}
      </nav>
      <Silence />
      {shown === 'live' ? <IngestLive overview={overview} /> : null}
      {shown === 'refused' ? <Refused /> : null}
      {shown === 'keys' ? <WriteKeys /> : null}
    </Page>
  )
}
