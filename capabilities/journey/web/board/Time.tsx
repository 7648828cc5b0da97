import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { StepCurves } from '#web/chart/StepCurves.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FilterBar, FilterChoice } from '#web/ui/FilterBar.tsx'
import { Section } from '#web/ui/Section.tsx'
import { following } from '../apis.ts'
import type { Asked, Tenure } from './apis.ts'
import { useFilter } from './Filters.tsx'
import { Opens } from './Opens.tsx'
import { Proposals } from './Proposals.tsx'
import { groupings, type JourneySearch } from './search.ts'

/** Groups whose curves are drawn; more cannot be told apart. */
const mostCurves = 5

/** How long customers stay in a phase, told apart by something; those still there count for as long as they were seen. */
export function Time({ search, asked }: { search: JourneySearch; asked: Asked }) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const filter = useFilter(search)
  const by = oneOf(search.by, groupings)
  const input = { ...asked, by, ...(search.phase ? { phase: search.phase } : {}) }
  const { data, error, refetch } = useQuery(following.time.queryOptions({ input, placeholderData: keepPreviousData }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[60, 100, 100]} height={34} />
  const drawn = data.groups.slice(0, mostCurves)
  const name = (group: (typeof data.groups)[number]) =>
    by === 'none' ? t('time.everybody') : inLanguage(group.label, format.language)
  const share = (value: number) => format.percent(Math.round(value * 1000) / 10)
  return (
    <>
      <FilterBar label={t('time.choices')}>
        <FilterChoice
          label={t('time.phase')}
          value={data.phase ?? ''}
          onChange={(phase) => filter({ phase })}
          choices={data.phases.map(({ key, label }) => ({ value: key, label: inLanguage(label, format.language) }))}
        />
        <FilterChoice
          label={t('time.by')}
          value={by}
          onChange={(value) => filter({ by: value === 'none' ? '' : value })}
          choices={groupings.map((value) => ({ value, label: t(`time.bys.${value}`) }))}
        />
      </FilterBar>
      <Section title={t('time.title')} note={t('time.note')}>
        {data.groups.length === 0 ? <EmptyState compact>{t('time.none')}</EmptyState> : null}
        {drawn.length > 0 ? (
          <StepCurves
            label={t('time.curve')}
            axis={t('time.axis')}
            curves={drawn.map((group) => ({ name: name(group), steps: group.steps }))}
            until={Math.max(1, ...drawn.map(({ seen }) => seen))}
            format={share}
            columns={[t('time.day'), t('time.kept'), t('time.atRisk')]}
            rows={drawn.flatMap((group) =>
              group.steps.map(
                ({ time, kept, atRisk }) =>
                  [`${name(group)} ${t('time.onDay', { count: time })}`, share(kept), format.number(atRisk)] as const,
              ),
            )}
          />
        ) : null}
      </Section>
      {data.groups.length > 0 ? (
        <Section title={t('time.figures')} flush>
          <FigureTable
            label={t('time.figures')}
            heads={[
              t(`time.bys.${by}`),
              ...(['stays', 'there', 'passed', 'back', 'usual', 'median', 'p90'] as const).map((one) => ({
                end: t(`time.${one}`),
                isStrong: one === 'median',
              })),
            ]}
          >
            <tbody>
              {data.groups.map((group) => (
                <tr key={group.key}>
                  <th scope="row">{name(group)}</th>
                  <TenureCells
                    tenure={group}
                    name={name(group)}
                    asked={{ ...asked, phase: data.phase ?? '', by, key: group.key }}
                    usualDays={group.usualDays}
                  />
                </tr>
              ))}
            </tbody>
          </FigureTable>
        </Section>
      ) : null}
      <Proposals map={asked.map} />
    </>
  )
}

type TenureAsked = Asked & { phase: string; by: (typeof groupings)[number]; key: string }

/** How many stays, how they ended and how long they took; each count opens its customers. */
export function TenureCells({
  tenure,
  name,
  asked,
  usualDays,
}: {
  tenure: Tenure
  name: string
  asked: TenureAsked
  usualDays?: number | null
}) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const counts = [
    { which: 'all', value: tenure.stays, word: 'stays' },
    { which: 'there', value: tenure.there, word: 'there' },
    { which: 'passed', value: tenure.passed, word: 'passed' },
    { which: 'back', value: tenure.back, word: 'back' },
  ] as const
  return (
    <>
      {counts.map(({ which, value, word }) => (
        <td key={which} data-end>
          {value === 0 ? (
            <span className="quiet">0</span>
          ) : (
            <Opens title={`${name} · ${t(`time.${word}`)}`} asked={{ ...asked, which }}>
              {format.number(value)}
            </Opens>
          )}
        </td>
      ))}
      {usualDays === undefined ? null : <td data-end>{format.number(usualDays)}</td>}
      <td data-end data-strong title={tenure.median === null ? t('time.notYet') : undefined}>
        {format.number(tenure.median)}
      </td>
      <td data-end title={tenure.p90 === null ? t('time.notYet') : undefined}>
        {format.number(tenure.p90)}
      </td>
    </>
  )
}
