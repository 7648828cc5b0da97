import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { categories } from '#capabilities/renewals/core/words.ts'
import { oneOf } from '#web/router/search.ts'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { peopleQuery } from './apis.ts'
import { Drilled } from './Drilled.tsx'
import { drilled, quietDays, type RenewalSearch, spans, statuses, views } from './search.ts'

/**
 * Whose, how judged, in which state, and those that nobody talks about; all of it stands in the address. What a view is
 * laid out by is nothing to narrow it down by.
 */
export function Filters({ search, lead }: { search: RenewalSearch; lead: ReactNode }) {
  const { t } = useTranslation('renewals')
  const navigate = useNavigate()
  const people = useQuery(peopleQuery)
  const set = (change: RenewalSearch, off: readonly (keyof RenewalSearch)[] = []) =>
    void navigate({
      to: '/renewals',
      search: Object.fromEntries(
        Object.entries({ ...search, ...change }).filter(
          ([key, value]) => value !== '' && !off.includes(key as keyof RenewalSearch),
        ),
      ),
      replace: true,
    })
  const choose = (key: 'owner' | 'category' | 'status' | 'by') => (value: string) =>
    set({ [key]: value }, key === 'by' ? ['period'] : [])
  const view = oneOf(search.view, views)
  const isFiltered =
    search.owner ??
    search.category ??
    search.quiet ??
    drilled.map((key) => search[key]).find(Boolean) ??
    (view === 'calendar' ? undefined : search.period)
  return (
    <FilterBar label={t('filters.label')}>
      {lead}
      {view === 'calendar' ? null : (
        <FilterChoice
          label={t('months.label')}
          value={oneOf(search.by, spans)}
          onChange={choose('by')}
          choices={spans.map((value) => ({ value, label: t(`months.by.${value}`) }))}
        />
      )}
      {view === 'board' || search.stand ? null : (
        <FilterChoice
          label={t('filters.status')}
          value={oneOf(search.status, statuses)}
          onChange={choose('status')}
          choices={statuses.map((value) => ({ value, label: t(`filters.statuses.${value}`) }))}
        />
      )}
      <FilterChoice
        label={t('filters.owner')}
        value={search.owner ?? ''}
        onChange={choose('owner')}
        choices={[
          { value: '', label: t('filters.everybody') },
          ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
          { value: 'nobody', label: t('filters.nobody') },
        ]}
      />
      {view === 'board' ? null : (
        <FilterChoice
          label={t('filters.category')}
          value={search.category ?? ''}
          onChange={choose('category')}
          choices={[
            { value: '', label: t('filters.everyCategory') },
            ...categories.map((value) => ({ value, label: t(`categories.${value}`) })),
            { value: 'none', label: t('filters.noCategory') },
          ]}
        />
      )}
      <Checkbox
        size="xs"
        label={t('filters.quiet', { days: quietDays })}
        checked={search.quiet !== undefined}
        onChange={(event) => set({ quiet: event.currentTarget.checked ? '1' : '' })}
      />
      <Drilled search={search} />
      {isFiltered ? (
        <LinkButton onClick={() => set({}, ['owner', 'category', 'quiet', 'period', ...drilled])}>
          {t('filters.clear')}
        </LinkButton>
      ) : null}
    </FilterBar>
  )
}
