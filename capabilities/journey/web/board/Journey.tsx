import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { Page } from '#web/ui/Page.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { JourneyTabs } from '../JourneyTabs.tsx'
import { Board } from './Board.tsx'
import { Filters } from './Filters.tsx'
import { askedOf, tabs } from './search.ts'

/** How all customers go along a map: who is where, and how it went before. */
export function Journey() {
  const { t } = useTranslation('following')
  const search = useSearch({ from: '/frame/journey' })
  const asked = useMemo(() => askedOf(search), [search])
  const tab = oneOf(search.tab, tabs)
  const narrow = useNarrow()
  return (
    // A phone has no room for columns that scroll inside of a page: there the page scrolls.
    <Page title={t('title')} sub={t(`leads.${tab}`)} fill={tab === 'board' && !narrow}>
      <JourneyTabs />
      <Filters search={search} />
      <Board search={search} asked={asked} />
    </Page>
  )
}
