import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { expansionKinds } from '#capabilities/renewals/core/expansion/words.ts'
import { oneOf } from '#web/router/search.ts'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { peopleQuery } from './apis.ts'
import { type ExpansionSearch, sorts, stageChoices } from './search.ts'

/** One filter: all of them stand in the address. */
export function Filter({
  name,
  label,
  value,
  choices,
  search,
}: {
  name: keyof ExpansionSearch
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  search: ExpansionSearch
}) {
  const navigate = useNavigate()
  const choose = (chosen: string) => {
    const next = { ...search, [name]: chosen }
    const kept = Object.fromEntries(Object.entries(next).filter(([key, one]) => one !== '' && key !== 'id'))
    void navigate({ to: '/renewals/expansion', search: kept, replace: true })
  }
  return <FilterChoice label={label} value={value} choices={choices} onChange={choose} />
}

/** Whose customers, as a filter. */
export function OwnerFilter({ search }: { search: ExpansionSearch }) {
  const { t } = useTranslation('expansion')
  const people = useQuery(peopleQuery)
  return (
    <Filter
      name="owner"
      label={t('filters.owner')}
      value={search.owner ?? ''}
      search={search}
      choices={[
        { value: '', label: t('filters.everybody') },
        ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
        { value: 'nobody', label: t('filters.nobody') },
      ]}
    />
  )
}

/** In which stage, whose, of which kind, held back or not, and in which order. */
export function Filters({ search, products }: { search: ExpansionSearch; products: readonly string[] }) {
  const { t } = useTranslation('expansion')
  const navigate = useNavigate()
  const isFiltered = search.owner ?? search.kind ?? search.held ?? search.product ?? search.stage
  return (
    <FilterBar label={t('filters.label')}>
      <Filter
        name="stage"
        label={t('filters.stage')}
        value={oneOf(search.stage, stageChoices)}
        search={search}
        choices={stageChoices.map((value) => ({ value, label: t(`stages.${value}`) }))}
      />
      <OwnerFilter search={search} />
      <Filter
        name="kind"
        label={t('filters.kind')}
        value={search.kind ?? ''}
        search={search}
        choices={[
          { value: '', label: t('filters.everyKind') },
          ...expansionKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
        ]}
      />
      {products.length > 0 ? (
        <Filter
          name="product"
          label={t('filters.product')}
          value={search.product ?? ''}
          search={search}
          choices={[
            { value: '', label: t('filters.everyProduct') },
            ...products.map((value) => ({ value, label: value })),
          ]}
        />
      ) : null}
      <Filter
        name="held"
        label={t('filters.held')}
        value={search.held ?? ''}
        search={search}
        choices={[
          { value: '', label: t('filters.heldOrNot') },
          { value: 'no', label: t('filters.free') },
          { value: 'yes', label: t('filters.heldBack') },
        ]}
      />
      <Filter
        name="sort"
        label={t('filters.sort')}
        value={oneOf(search.sort, sorts)}
        search={search}
        choices={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
      />
      {isFiltered ? (
        <LinkButton
          onClick={() =>
            void navigate({
              to: '/renewals/expansion',
              search: search.sort ? { sort: search.sort } : {},
              replace: true,
            })
          }
        >
          {t('filters.clear')}
        </LinkButton>
      ) : null}
    </FilterBar>
  )
}
