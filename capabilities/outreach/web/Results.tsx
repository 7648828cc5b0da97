import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useMay } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { Section } from '#web/ui/Section.tsx'
import { outreach, settingsQuery } from './apis.ts'
import { BudgetDialog } from './BudgetDialog.tsx'

const spans = ['90', '30', '180', '365'] as const
const columns = ['sent', 'bounced', 'replied', 'unsubscribed', 'skipped'] as const
type Answer = Awaited<ReturnType<typeof outreach.results.call>>
type Figures = Answer['all']

/** What became of the mails, by what they were, and whether they led to what they were for. */
export function Results() {
  const { t } = useTranslation('outreach')
  const search = useSearch({ from: '/frame/outreach' })
  const navigate = useNavigate()
  const days = oneOf(search.days, spans)
  const { data, error, refetch } = useQuery(outreach.results.queryOptions({ input: { days: Number(days) } }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <>
      <FilterBar label={t('results.days')}>
        <FilterChoice
          label={t('results.days')}
          value={days}
          choices={spans
            .toSorted((a, b) => Number(a) - Number(b))
            .map((value) => ({ value, label: t('results.ofDays', { days: value }) }))}
          onChange={(value) =>
            void navigate({ to: '/outreach', search: { view: 'results', days: value }, replace: true })
          }
        />
      </FilterBar>
      <Budget />
      {data ? <Tables data={data} /> : <BoneLines widths={[100, 100, 100, 100]} height={30} />}
    </>
  )
}

function Tables({ data }: { data: Answer }) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const heads = (first: string, held = false) => [
    first,
    ...columns.map((one) => ({ end: t(`results.${one}`) })),
    { end: t('results.reached'), isStrong: true },
    ...(held ? [{ end: t('results.held') }] : []),
  ]
  if (data.all.sent + data.all.skipped === 0)
    return (
      <EmptyState icon="chart" title={t('results.empty')}>
        {t('results.emptyText')}
      </EmptyState>
    )
  return (
    <>
      {data.mails.length > 0 ? (
        <Section title={t('results.byMail')} note={t('results.note', { days: data.reachDays })} flush>
          <FigureTable label={t('results.byMail')} heads={heads(t('results.mail'), true)}>
            <tbody>
              {data.mails.map((one) => (
                <tr key={`${one.sequence.key} ${one.mail}`}>
                  <th scope="row">
                    {one.template ? inLanguage(one.template, language) : one.mail}{' '}
                    <span className="quiet small">{inLanguage(one.sequence.name, language)}</span>
                  </th>
                  <Cells figures={one} />
                  <Share {...one.heldOut} />
                </tr>
              ))}
            </tbody>
          </FigureTable>
        </Section>
      ) : null}
      {data.templates.length > 0 ? (
        <Section title={t('results.byTemplate')} flush>
          <FigureTable label={t('results.byTemplate')} heads={heads(t('results.template'))}>
            <tbody>
              {data.templates.map((one) => (
                <tr key={one.key}>
                  <th scope="row">{inLanguage(one.name, language)}</th>
                  <Cells figures={one} />
                </tr>
              ))}
            </tbody>
          </FigureTable>
        </Section>
      ) : null}
      {data.broadcasts.length > 0 ? (
        <Section title={t('results.byBroadcast')} flush>
          <FigureTable label={t('results.byBroadcast')} heads={heads(t('results.broadcast'))}>
            <tbody>
              {data.broadcasts.map((one) => (
                <tr key={`${one.id} ${one.half}`}>
                  <th scope="row">
                    {one.name} {one.half ? t('broadcast.half', { half: one.half.toUpperCase() }) : ''}
                  </th>
                  <Cells figures={one} />
                </tr>
              ))}
            </tbody>
          </FigureTable>
        </Section>
      ) : null}
      <p className="quiet small">{t('results.heldNote')}</p>
    </>
  )
}

function Cells({ figures }: { figures: Figures }) {
  const { number } = useFormat()
  return (
    <>
      {columns.map((one) => (
        <td key={one} data-end>
          {number(figures[one])}
        </td>
      ))}
      <Share {...figures} strong />
    </>
  )
}

/** Of so many that can be judged, so many reached it. */
function Share({ judged, reached, strong = false }: { judged: number; reached: number; strong?: boolean }) {
  const { t } = useTranslation('outreach')
  const { percent } = useFormat()
  return (
    <td data-end data-strong={strong || undefined}>
      {judged === 0 ? (
        <span className="quiet">—</span>
      ) : (
        t('results.of', { percent: percent(Math.round((1000 * reached) / judged) / 10), reached, judged })
      )}
    </td>
  )
}

function Budget() {
  const { t } = useTranslation('outreach')
  const may = useMay('outreach.manage')
  const [open, setOpen] = useState(false)
  const { data } = useQuery(settingsQuery)
  if (!data) return null
  return (
    <Section
      title={t('results.budget')}
      note={t('results.budgetText', { contact: data.contactWeek, account: data.accountWeek })}
      actions={
        may ? (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t('results.change')}
          </Button>
        ) : null
      }
    >
      {open ? <BudgetDialog settings={data} onClose={() => setOpen(false)} /> : null}
      <p className="quiet small">{t('results.note', { days: data.reachDays })}</p>
    </Section>
  )
}
