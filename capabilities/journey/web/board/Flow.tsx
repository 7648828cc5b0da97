import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FilterChoice } from '#web/ui/FilterBar.tsx'
import { Section } from '#web/ui/Section.tsx'
import { following } from '../apis.ts'
import type { Asked } from './apis.ts'
import { useFilter } from './Filters.tsx'
import { Opens } from './Opens.tsx'
import { flowMonths, type JourneySearch } from './search.ts'
import styles from './board.module.css'

/** How many customers went from which phase to which, month by month. */
export function Flow({ search, asked }: { search: JourneySearch; asked: Asked }) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const filter = useFilter(search)
  const months = oneOf(search.months, flowMonths)
  const { data, error, refetch } = useQuery(
    following.flow.queryOptions({ input: { ...asked, months: Number(months) }, placeholderData: keepPreviousData }),
  )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 100, 100]} height={34} />
  const label = (key: string | null) => {
    const found = data.phases.find((phase) => phase.key === key)
    return key === null ? t('flow.start') : found ? inLanguage(found.label, format.language) : t('flow.otherMap')
  }
  const most = Math.max(1, ...data.moves.flatMap(({ counts }) => counts))
  return (
    <Section
      title={t('flow.title')}
      note={t('flow.note')}
      actions={
        <FilterChoice
          label={t('flow.months')}
          value={months}
          onChange={(value) => filter({ months: value === '12' ? '' : value })}
          choices={flowMonths.map((value) => ({ value, label: t('flow.lastMonths', { count: Number(value) }) }))}
        />
      }
      flush
    >
      {data.moves.length === 0 ? <EmptyState compact>{t('flow.none')}</EmptyState> : null}
      {data.moves.length > 0 ? (
        <FigureTable
          label={t('flow.title')}
          heads={[
            t('flow.move'),
            { end: t('flow.total'), isStrong: true },
            ...data.months.toReversed().map((month) => ({ end: `${month.slice(2, 4)}/${month.slice(5)}` })),
          ]}
          isDense
        >
          <tbody>
            {data.moves.map(({ from, to, back, counts }) => {
              const name = t('flow.fromTo', { from: label(from), to: label(to) })
              return (
                <tr key={`${from} ${to}`}>
                  <th scope="row">
                    {back ? <span className={styles.back}>↩ </span> : null}
                    {name}
                    {back ? <span className="visually-hidden"> {t('flow.back')}</span> : null}
                  </th>
                  <td data-end data-strong>
                    {format.number(counts.reduce((sum, count) => sum + count, 0))}
                  </td>
                  {data.months.toReversed().map((month, at) => {
                    const count = counts[counts.length - 1 - at]!
                    return (
                      <td
                        key={month}
                        data-end
                        style={{
                          background: count === 0 ? undefined : shade(count / most, back),
                        }}
                      >
                        {count === 0 ? (
                          <span className="quiet">0</span>
                        ) : (
                          <Opens
                            title={t('flow.behind', { move: name, month: format.month(month) })}
                            asked={{ ...asked, month, from: from ?? 'start', phase: to }}
                          >
                            {format.number(count)}
                          </Opens>
                        )}
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </FigureTable>
      ) : null}
    </Section>
  )
}

/** The more, the darker; those that went back in the colour of what is to be watched. */
const shade = (share: number, back: boolean) =>
  `color-mix(in oklab, var(${back ? '--watch' : '--brand'}) ${Math.round(4 + 18 * Math.sqrt(share))}%, transparent)`
