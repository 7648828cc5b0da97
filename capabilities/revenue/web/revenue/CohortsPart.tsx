import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StepCurves } from '#web/chart/StepCurves.tsx'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Cohorts, measures } from './apis.ts'
import styles from './revenue.module.css'
import { useAsked, useSegmentNames } from './useAsked.ts'

const kinds = ['month', 'segment', 'plan'] as const
type Kind = (typeof kinds)[number]
const counted = ['logos', 'mrr'] as const
const drawn = 4 // curves beside the whole

/** Who stays, and with how much, month by month since they began; with survival curves. */
export function CohortsPart() {
  const { t } = useTranslation('revenuePage')
  const { search, set, period, segment } = useAsked()
  const by = oneOf(search.by, kinds)
  const of = oneOf(search.of, counted)
  const { data, error, refetch } = useQuery({
    ...measures.cohorts.queryOptions({ input: { by, from: period.from, ...segment } }),
    placeholderData: keepPreviousData,
  })
  const select = <Value extends string>(key: 'by' | 'of', value: Value, label: string, choices: [Value, string][]) => (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
      data={choices.map(([one, name]) => ({ value: one, label: name }))}
    />
  )
  return (
    <>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 80]} height={56} />}
      {data ? (
        <>
          <Section
            title={t('cohorts.title')}
            note={by === 'month' ? t('cohorts.noteMonth') : t('cohorts.noteKey')}
            actions={
              <div className={styles.buttons}>
                {select(
                  'by',
                  by,
                  t('cohorts.by'),
                  kinds.map((one): [Kind, string] => [one, t(`cohorts.bys.${one}`)]),
                )}
                {select(
                  'of',
                  of,
                  t('cohorts.of'),
                  counted.map((one) => [one, t(`cohorts.ofs.${one}`)] as ['mrr', string]),
                )}
              </div>
            }
          >
            {data.cohorts.length === 0 ? (
              <p className="quiet">{t('cohorts.none')}</p>
            ) : (
              <Heat cohorts={data} by={by} of={of} />
            )}
          </Section>
          <Curves cohorts={data} by={by} />
        </>
      ) : null}
    </>
  )
}

/** What a cohort is called: its month, segment or plan. */
function useCohortName(by: Kind): (key: string) => string {
  const { t } = useTranslation('revenuePage')
  const names = useSegmentNames()
  if (by === 'month') return (key) => key.replace('-', '/')
  return by === 'segment' ? (key) => names.get(key) ?? key : (key) => key || t('cohorts.noPlan')
}

function Heat({ cohorts: { cohorts, baseMonth }, by, of }: { cohorts: Cohorts; by: Kind; of: 'logos' | 'mrr' }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const name = useCohortName(by)
  const longest = Math.max(...cohorts.map(({ ages }) => ages.length))
  const ages = Array.from({ length: longest }, (_, age) => age)
  const shareOf = (age: number, cell: Cohorts['cohorts'][number]['ages'][number]) => {
    const [part, whole] = of === 'logos' ? [cell.logos, cell.size] : [cell.mrr, cell.base]
    return whole > 0 && (of === 'logos' || age >= baseMonth) ? part / whole : null
  }
  return (
    <>
      <Scroll label={t('cohorts.title')}>
        <table className={styles.heat}>
          <thead>
            <tr>
              <th scope="col">{by === 'month' ? t('cohorts.name') : t(`cohorts.bys.${by}`)}</th>
              <th scope="col">{t('cohorts.size')}</th>
              {ages.map((age) => (
                <th
                  key={age}
                  scope="col"
                  aria-label={age === 0 ? t('cohorts.age_zero') : t('cohorts.age', { count: age })}
                >
                  {age}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => (
              <tr key={cohort.key}>
                <th scope="row">{name(cohort.key)}</th>
                <th>{format.number(cohort.size)}</th>
                {ages.map((age) => {
                  const cell = cohort.ages[age]
                  return cell ? (
                    <Cell
                      key={age}
                      share={shareOf(age, cell)}
                      title={
                        of === 'logos'
                          ? t('cohorts.cell', { kept: cell.logos, of: cell.size })
                          : t('cohorts.cell', { kept: format.money(cell.mrr), of: format.money(cell.base) })
                      }
                    />
                  ) : (
                    <td key={age} />
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="quiet small">{t('cohorts.partial')}</p>
    </>
  )
}

/** A share as a figure on a ground that is the darker the more is kept. */
function Cell({ share, title }: { share: number | null; title: string }) {
  const format = useFormat()
  if (share === null) return <td className="quiet">—</td>
  const depth = Math.round(Math.min(1, share) ** 2 * 46)
  return (
    <td title={title} style={{ background: `color-mix(in oklab, var(--chart-1) ${depth}%, var(--surface))` }}>
      {format.percent(Math.round(share * 100))}
    </td>
  )
}

function Curves({ cohorts: { curves }, by }: { cohorts: Cohorts; by: Kind }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const cohortName = useCohortName(by)
  const [chosen, setChosen] = useState('')
  const percent = (share: number | null) => format.percent(share === null ? null : Math.round(share * 1000) / 10)
  const name = (key: string) => (key === '' && by !== 'plan' ? t('cohorts.all') : cohortName(key))
  const keyed = curves.slice(1).toSorted((a, b) => b.size - a.size)
  const [all] = curves
  if (!all || all.size === 0) return null
  const named = [
    { ...all, name: t('cohorts.all'), place: '' },
    ...keyed.map((one) => ({ ...one, name: name(one.key), place: `of ${one.key}` })),
  ]
  const first = named.find(({ place }) => place === chosen) ?? named[0]!
  const others = named.filter((one) => one !== first).slice(0, drawn)
  const until = Math.max(12, ...named.map(({ seen }) => seen))
  const median = ({ time, low, high }: typeof all.median) =>
    time === null ? t('cohorts.notReached') : t('cohorts.medianOf', { time, low: low ?? '—', high: high ?? '—' })
  return (
    <Section
      title={t('cohorts.curveTitle')}
      note={t('cohorts.curveNote')}
      actions={
        named.length > 1 ? (
          <NativeSelect
            size="xs"
            aria-label={t('cohorts.chosen')}
            value={first.place}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={named.map(({ place, name: label }) => ({ value: place, label }))}
          />
        ) : null
      }
    >
      <StepCurves
        label={t('cohorts.curve')}
        axis={t('cohorts.months')}
        until={until}
        curves={[first, ...others]}
        format={(share) => format.percent(share * 100)}
        columns={[t('cohorts.months'), t('cohorts.atRisk'), t('cohorts.left'), first.name]}
        rows={first.steps.map(({ time, atRisk, lost, kept, low, high }) => [
          String(time),
          format.number(atRisk),
          format.number(lost),
          t('cohorts.band', { kept: percent(kept), low: percent(low), high: percent(high) }),
        ])}
      />
      <Scroll label={t('cohorts.curveTitle')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{by === 'month' ? '' : t(`cohorts.bys.${by}`)}</th>
              <th scope="col">{t('cohorts.size')}</th>
              <th scope="col">{t('cohorts.left')}</th>
              <th scope="col">{t('cohorts.censored')}</th>
              <th scope="col">{t('cohorts.median')}</th>
            </tr>
          </thead>
          <tbody>
            {named.map((curve) => (
              <tr key={curve.place}>
                <th scope="row">{curve.name}</th>
                <td>{format.number(curve.size)}</td>
                <td>{format.number(curve.lost)}</td>
                <td>{format.number(curve.size - curve.lost)}</td>
                <td>{median(curve.median)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}
