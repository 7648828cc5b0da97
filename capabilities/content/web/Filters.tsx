import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { stakeholderRoleChoices, touchModelChoices } from '#capabilities/accounts/core/words.ts'
import { formatLabels, formats, kindLabels, kinds } from '#capabilities/content/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { SearchBox } from '#web/ui/SearchBox.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { peopleQuery } from './apis.ts'
import { type LibrarySearch, statusChoices } from './search.ts'
import { usePhases } from './usePhases.ts'

/** Changes what the library is narrowed down by; all of it stands in the address. */
export function useNarrowing(search: LibrarySearch) {
  const navigate = useNavigate()
  return (change: Partial<LibrarySearch>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ to: '/content', search: Object.fromEntries(next), replace: true })
  }
}

/** By words, kind, format, status, phase, touch model, role, owner, and whether a review is due. */
export function Filters({ search, box }: { search: LibrarySearch; box: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const people = useQuery(peopleQuery)
  const phases = usePhases()
  const narrow = useNarrowing(search)
  // A phone has room for a few; the others stay where an address has chosen them.
  const isPhone = useNarrow()
  const shows = (key: keyof LibrarySearch) => !isPhone || search[key] !== undefined
  const { sort: _sort, dir: _dir, ...narrowed } = search
  const none = Object.fromEntries(Object.keys(narrowed).map((key) => [key, ''])) as Partial<LibrarySearch>
  const labelled = <Key extends string>(labels: Record<Key, { ja: string; en: string }>, keys: readonly Key[]) =>
    keys.map((value) => ({ value, label: inLanguage(labels[value], language) }))
  const chosen = (list: readonly { key: string; label: { ja: string; en: string } }[]) =>
    list.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))
  const any = (label: string) => ({ value: '', label })
  return (
    <FilterBar label={t('filters.label')}>
      <SearchBox box={box} label={t('filters.search')} value={search.q ?? ''} onChange={(q) => narrow({ q })} />
      <FilterChoice
        label={t('kind')}
        value={search.kind ?? ''}
        choices={[any(t('filters.everyKind')), ...labelled(kindLabels, kinds)]}
        onChange={(kind) => narrow({ kind })}
      />
      <FilterChoice
        label={t('format')}
        value={search.format ?? ''}
        choices={[any(t('filters.everyFormat')), ...labelled(formatLabels, formats)]}
        onChange={(format) => narrow({ format })}
      />
      <FilterChoice
        label={t('status')}
        value={search.status ?? 'current'}
        choices={statusChoices.map((value) => ({ value, label: t(`statuses.${value}`) }))}
        onChange={(status) => narrow({ status: status === 'current' ? '' : status })}
      />
      {phases.length > 0 && shows('phase') ? (
        <FilterChoice
          label={t('phases')}
          value={search.phase ?? ''}
          choices={[any(t('filters.everyPhase')), ...phases.map(({ key, label }) => ({ value: key, label }))]}
          onChange={(phase) => narrow({ phase })}
        />
      ) : null}
      {shows('touch') ? (
        <FilterChoice
          label={t('touch')}
          value={search.touch ?? ''}
          choices={[any(t('filters.everyTouch')), ...chosen(touchModelChoices)]}
          onChange={(touch) => narrow({ touch })}
        />
      ) : null}
      {shows('role') ? (
        <FilterChoice
          label={t('roles')}
          value={search.role ?? ''}
          choices={[any(t('filters.everyRole')), ...chosen(stakeholderRoleChoices)]}
          onChange={(role) => narrow({ role })}
        />
      ) : null}
      {shows('owner') ? (
        <FilterChoice
          label={t('owner')}
          value={search.owner ?? ''}
          choices={[
            any(t('filters.everyOwner')),
            ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
            { value: 'nobody', label: t('filters.nobody') },
          ]}
          onChange={(owner) => narrow({ owner })}
        />
      ) : null}
      {shows('due') ? (
        <FilterChoice
          label={t('review')}
          value={search.due ? 'yes' : ''}
          choices={[any(t('filters.anyReview')), { value: 'yes', label: t('filters.due') }]}
          onChange={(due) => narrow({ due })}
        />
      ) : null}
      {Object.keys(narrowed).length > 0 ? (
        <LinkButton onClick={() => narrow(none)}>{t('filters.clear')}</LinkButton>
      ) : null}
    </FilterBar>
  )
}
