import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { peopleQuery, templatesQuery } from '../apis.ts'
import { type PlansSearch, standingChoices } from './search.ts'

/** Changes what the page is narrowed down by; all of it stands in the address. */
function useFilter(search: PlansSearch) {
  const navigate = useNavigate()
  return (change: Partial<PlansSearch>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ to: '/plans', search: Object.fromEntries(next), replace: true })
  }
}

/** Plans of which template. */
export function TemplateFilter({ search, all }: { search: PlansSearch; all: boolean }) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  const { data } = useQuery(templatesQuery)
  const filter = useFilter(search)
  const choices = (data?.templates ?? []).map(({ key, name }) => ({ value: key, label: inLanguage(name, language) }))
  return (
    <FilterChoice
      label={t('new.template')}
      value={search.template ?? (all ? '' : (choices[0]?.value ?? ''))}
      choices={[...(all ? [{ value: '', label: t('all.everyTemplate') }] : []), ...choices]}
      onChange={(template) => filter({ template })}
    />
  )
}

/** In which standing, of which template, whose. */
export function Filters({ search }: { search: PlansSearch }) {
  const { t } = useTranslation('plans')
  const people = useQuery(peopleQuery)
  const filter = useFilter(search)
  const isFiltered = search.standing ?? search.template ?? search.owner ?? search.step
  const none = { standing: '', template: '', owner: '', step: '' }
  return (
    <FilterBar label={t('all.filters')}>
      <FilterChoice
        label={t('all.standing')}
        value={oneOf(search.standing, standingChoices)}
        choices={standingChoices.map((value) => ({
          value,
          label: value === 'running' || value === 'all' ? t(`all.standings.${value}`) : t(`states.${value}`),
        }))}
        onChange={(standing) => filter({ standing: standing === 'running' ? '' : standing })}
      />
      <TemplateFilter search={search} all />
      <FilterChoice
        label={t('all.owner')}
        value={search.owner ?? ''}
        choices={[
          { value: '', label: t('all.everybody') },
          ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
          { value: 'nobody', label: t('all.nobody') },
        ]}
        onChange={(owner) => filter({ owner })}
      />
      {isFiltered ? <LinkButton onClick={() => filter(none)}>{t('all.clear')}</LinkButton> : null}
    </FilterBar>
  )
}
