import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Section } from '#web/ui/Section.tsx'
import { JourneyTabs } from '../JourneyTabs.tsx'
import { type ListedMap, mapsQuery } from './apis.ts'
import { MapActions } from './MapActions.tsx'
import styles from './map.module.css'
import { NewMapDialog } from './NewMapDialog.tsx'
import { useScopeText } from './useScopeText.ts'

/** The maps of the company in the order in which they are tried: for whom each is, who follows it, and its version. */
export function Maps() {
  const { t } = useTranslation('maps')
  const may = useMay('journey.manage')
  const [begins, setBegins] = useState(false)
  const list = useQuery(mapsQuery)
  const all = list.data?.maps ?? []
  const used = all.filter((map) => map.used)
  const off = all.filter((map) => !map.used && map.version !== null)
  const drafts = all.filter((map) => map.version === null)
  return (
    <Page
      title={t('title')}
      path={[{ label: t('journey'), to: '/journey' }, { label: t('title') }]}
      actions={
        may ? (
          <Button size="xs" onClick={() => setBegins(true)}>
            {t('add')}
          </Button>
        ) : null
      }
    >
      <JourneyTabs />
      <p className={`soft ${styles.lead}`}>{t('lead')}</p>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <BoneLines widths={[60, 90, 90, 90]} height={44} /> : null}
      {used.length > 0 ? <Lines title={t('title')} maps={used} used={used} /> : null}
      {drafts.length > 0 ? <Lines title={t('drafts')} maps={drafts} used={used} /> : null}
      {off.length > 0 ? <Lines title={t('offTitle')} maps={off} used={used} /> : null}
      {begins && list.data ? (
        <NewMapDialog
          ready={list.data.ready}
          own={all}
          products={list.data.products}
          onClose={() => setBegins(false)}
        />
      ) : null}
    </Page>
  )
}

function Lines({ title, maps, used }: { title: string; maps: readonly ListedMap[]; used: readonly ListedMap[] }) {
  const may = useMay('journey.manage')
  return (
    <Section title={title}>
      <ol className={styles.maps}>
        {maps.map((map) => (
          <li key={map.key}>
            <Line map={map} isLast={map.used && map.key === used.at(-1)?.key} />
            {may ? <MapActions map={map} used={used} /> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Line({ map, isLast }: { map: ListedMap; isLast: boolean }) {
  const { t } = useTranslation('maps')
  const format = useFormat()
  const said = useScopeText()
  const { number } = format
  const published = map.publishedAt && format.dayPlain(format.dayOfInstant(map.publishedAt))
  const facts = [
    map.version === null ? t('unpublished') : t('version', { version: map.version }),
    published,
    map.publishedBy ? t('publishedBy', { name: map.publishedBy.name }) : map.version === null ? null : t('ready'),
    t('size', { phases: map.phases, milestones: map.milestones }),
  ]
  return (
    <div className={styles.mapLine}>
      <Link to="/journey/maps/$key" params={{ key: map.key }}>
        <b>{inLanguage(map.label, format.language) || t('newTitle')}</b>
      </Link>{' '}
      {map.draft && map.version !== null ? <Chip tone="info">{t('draftChip')}</Chip> : null}
      <div className="soft small">
        {map.when === null || isLast ? t('everyone') : map.when === '' ? t('noWhen') : said(map.when)}
      </div>
      <div className="quiet small num">{facts.filter(Boolean).join(' · ')}</div>
      {map.note ? <div className="quiet small">{map.note}</div> : null}
      {map.draft ? (
        <div className="quiet small">
          {t('draftBy', { name: map.draft.savedBy?.name ?? '', ago: format.ago(map.draft.savedAt) })}
        </div>
      ) : null}
      {map.version === null ? null : (
        <div className="small num">
          {t('followers', { n: number(map.followers) })}
          {map.behind > 0 ? <span className="quiet"> ({t('behind', { n: number(map.behind) })})</span> : null}
        </div>
      )}
    </div>
  )
}
