import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FilterBar } from '#web/ui/FilterBar.tsx'
import { Section } from '#web/ui/Section.tsx'
import { plans, templatesQuery } from '../apis.ts'
import { TemplateFilter } from './Filters.tsx'
import type { PlansSearch } from './search.ts'

/** How the steps of a template went, over all its plans: what takes long, is skipped, or holds customers up. */
export function Figures({ search }: { search: PlansSearch }) {
  const { data, error, refetch } = useQuery(templatesQuery)
  const { t } = useTranslation('plans')
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[40, 100, 100]} height={34} />
  const template = data.templates.find(({ key }) => key === search.template) ?? data.templates[0]
  if (!template) return <EmptyState icon="chart">{t('new.noTemplates')}</EmptyState>
  return (
    <>
      <FilterBar label={t('all.filters')}>
        <TemplateFilter search={search} all={false} />
      </FilterBar>
      <StepFigures template={template.key} />
    </>
  )
}

function StepFigures({ template }: { template: string }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const { data, error, refetch } = useQuery(plans.templateFigures.queryOptions({ input: { key: template } }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 100]} height={30} />
  const share = (part: number, all: number) => (all === 0 ? '—' : format.percent(Math.round((1000 * part) / all) / 10))
  const columns = ['plans', 'done', 'planned', 'median', 'slowest', 'skipped', 'byFacts', 'late'] as const
  return (
    <Section title={t('all.views.figures')} note={t('all.figures.note')} flush>
      <FigureTable
        label={t('all.views.figures')}
        heads={[t('all.figures.step'), ...columns.map((one) => ({ end: t(`all.figures.${one}`) }))]}
      >
        <tbody>
          {data.steps.map((step) => (
            <tr key={step.key}>
              <th scope="row">
                {inLanguage(step.name, format.language)}{' '}
                <span className="quiet small">{inLanguage(step.stage, format.language)}</span>
              </th>
              <td data-end>{format.number(step.plans)}</td>
              <td data-end>{format.number(step.done)}</td>
              <td data-end>{format.number(step.planned)}</td>
              <td data-end data-strong={step.median !== null && step.median > step.planned ? true : undefined}>
                {format.number(step.median)}
              </td>
              <td data-end>{format.number(step.slowest)}</td>
              <td data-end>{share(step.skipped, step.plans)}</td>
              <td data-end>{share(step.byFacts, step.done)}</td>
              <td data-end>{step.late === 0 ? <span className="quiet">0</span> : format.number(step.late)}</td>
            </tr>
          ))}
        </tbody>
      </FigureTable>
    </Section>
  )
}
