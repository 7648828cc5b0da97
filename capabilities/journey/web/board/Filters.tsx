import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { touchModelChoices } from '#capabilities/accounts/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { following } from '../apis.ts'
import { peopleQuery, segmentsQuery } from './apis.ts'
import { askedOf, type JourneySearch, states, tabs } from './search.ts'

/** Changes what the page is narrowed down by; all of it stands in the address. */
export function useFilter(search: JourneySearch) {
  const navigate = useNavigate()
  return (change: Partial<JourneySearch>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ to: '/journey', search: Object.fromEntries(next), replace: true })
  }
}

/** On which map, in which segment, by which touch model, whose. */
export function Filters({ search }: { search: JourneySearch }) {
  const { t } = useTranslation('following')
  const { language } = useFormat()
  const people = useQuery(peopleQuery)
  const segments = useQuery(segmentsQuery)
  const maps = useQuery(following.columns.queryOptions({ input: askedOf(search) })).data?.maps ?? []
  const filter = useFilter(search)
  const tab = oneOf(search.tab, tabs)
  const none = { segment: '', touch: '', owner: '', state: '' }
  const isFiltered = search.segment ?? search.touch ?? search.owner ?? search.state
  return (
    <FilterBar label={t('filters.label')}>
      {maps.length > 1 ? (
        <FilterChoice
          label={t('filters.map')}
          value={search.map ?? maps[0]!.key}
          onChange={(map) => filter({ map, phase: '' })}
          choices={maps.map(({ key, label, accounts }) => ({
            value: key,
            label: t('filters.mapOf', { name: inLanguage(label, language), count: accounts }),
          }))}
        />
      ) : null}
      <FilterChoice
        label={t('filters.segment')}
        value={search.segment ?? ''}
        onChange={(segment) => filter({ segment })}
        choices={[
          { value: '', label: t('filters.everySegment') },
          ...(segments.data?.axes ?? []).flatMap((axis) =>
            axis.segments.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) })),
          ),
          { value: 'none', label: t('filters.noSegment') },
        ]}
      />
      <FilterChoice
        label={t('filters.touch')}
        value={search.touch ?? ''}
        onChange={(touch) => filter({ touch })}
        choices={[
          { value: '', label: t('filters.everyTouch') },
          ...touchModelChoices.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) })),
          { value: 'none', label: t('filters.noTouch') },
        ]}
      />
      <FilterChoice
        label={t('filters.owner')}
        value={search.owner ?? ''}
        onChange={(owner) => filter({ owner })}
        choices={[
          { value: '', label: t('filters.everybody') },
          ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
          { value: 'nobody', label: t('filters.nobody') },
        ]}
      />
      {tab === 'board' ? (
        <FilterChoice
          label={t('filters.state')}
          value={search.state ?? ''}
          onChange={(state) => filter({ state })}
          choices={[
            { value: '', label: t('filters.everyState') },
            ...states.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
        />
      ) : null}
      {isFiltered ? <LinkButton onClick={() => filter(none)}>{t('filters.clear')}</LinkButton> : null}
    </FilterBar>
  )
}
