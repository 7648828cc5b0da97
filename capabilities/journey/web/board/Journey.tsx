import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ExportButton } from '#web/ui/ExportButton.tsx'
import { Page } from '#web/ui/Page.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { following } from '../apis.ts'
import { JourneyTabs } from '../JourneyTabs.tsx'
import { Board } from './Board.tsx'
import { ExportBoard } from './ExportBoard.tsx'
import { Filters } from './Filters.tsx'
import { askedOf, tabs } from './search.ts'

const Flow = lazy(async () => ({ default: (await import('./Flow.tsx')).Flow }))
const Time = lazy(async () => ({ default: (await import('./Time.tsx')).Time }))
const Stuck = lazy(async () => ({ default: (await import('./Stuck.tsx')).Stuck }))
const Versions = lazy(async () => ({ default: (await import('./Versions.tsx')).Versions }))

/** How all customers go along a map: who is where, and how it went before. */
export function Journey() {
  const { t } = useTranslation('following')
  const search = useSearch({ from: '/frame/journey' })
  const asked = useMemo(() => askedOf(search), [search])
  const tab = oneOf(search.tab, tabs)
  const narrow = useNarrow()
  // Where the address names no map it is the first one; lists of customers have to be told which.
  const map = useQuery(following.columns.queryOptions({ input: asked })).data?.map
  const listed = map ? { ...asked, map } : asked
  const mayExport = useMay('accounts.export')
  const [exporting, setExporting] = useState(false)
  return (
    // A phone has no room for columns that scroll inside of a page: there the page scrolls.
    <Page
      title={t('title')}
      sub={t(`leads.${tab}`)}
      fill={tab === 'board' && !narrow}
      actions={
        mayExport ? <ExportButton onClick={() => setExporting(true)}>{t('exporting.button')}</ExportButton> : null
      }
    >
      <JourneyTabs at={tab} />
      <Filters search={search} />
      <Suspense fallback={<BoneLines widths={[100, 100, 100]} height={34} />}>
        {tab === 'board' ? <Board search={search} asked={asked} /> : null}
        {tab === 'flow' ? <Flow search={search} asked={asked} /> : null}
        {tab === 'time' ? <Time search={search} asked={asked} /> : null}
        {tab === 'stuck' ? <Stuck asked={asked} listed={listed} /> : null}
        {tab === 'versions' ? <Versions asked={asked} listed={listed} /> : null}
      </Suspense>
      {exporting ? <ExportBoard asked={asked} onClose={() => setExporting(false)} /> : null}
    </Page>
  )
}
