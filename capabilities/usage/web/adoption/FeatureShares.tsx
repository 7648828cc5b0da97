import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import styles from './adoption.module.css'
import figures from '../figures.module.css'
import { adoption, type Features } from './apis.ts'
import { useAsked } from './useAsked.ts'

const periods = ['28', '7', '91', '182'] as const

/** Which share of customers uses which feature, all of them and by the quarter they signed up in. */
export function FeatureShares() {
  const { t } = useTranslation('adoption')
  const [asked, set] = useAsked()
  const days = oneOf(asked.days, periods)
  const { data, error, refetch } = useQuery({
    ...adoption.features.queryOptions({ input: { days: Number(days) } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Section
      title={t('features.title')}
      note={t('features.note')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('period')}
          value={days}
          onChange={(event) => set({ days: event.currentTarget.value })}
          data={periods.map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
        />
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 100, 80]} height={40} />}
      {data ? <Table data={data} /> : null}
    </Section>
  )
}

const shownAtFirst = 40

function Table({ data: { measured: all, cohorts, features, more } }: { data: Features }) {
  const { t } = useTranslation('adoption')
  const format = useFormat()
  const [whole, setWhole] = useState(false)
  const shown = whole ? features : features.slice(0, shownAtFirst)
  const quarterOf = (day: string) =>
    t('features.quarter', { year: day.slice(0, 4), from: Number(day.slice(5, 7)), to: Number(day.slice(5, 7)) + 2 })
  if (features.length === 0) return <p className="quiet">{t('features.none')}</p>
  return (
    <>
      <Scroll label={t('features.title')}>
        <table className={figures.table}>
          <thead>
            <tr>
              <th scope="col">{t('features.feature')}</th>
              <th scope="col">{t('features.share')}</th>
              <th scope="col">{t('features.before')}</th>
              <th scope="col">{t('features.users')}</th>
              <th scope="col">{t('features.uses')}</th>
              {cohorts.map(({ quarter, accounts }) => (
                <th key={quarter} scope="col">
                  {quarterOf(quarter)}
                  <div className={styles.size}>{t('features.size', { count: accounts })}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ event, kind, accounts, accountsBefore, users, uses, byCohort }) => (
              <tr key={`${kind} ${event}`}>
                <th scope="row">
                  <span className={figures.name} title={event}>
                    {event} {kind === 'track' ? null : <span className="quiet small">{t(`kinds.${kind}`)}</span>}
                  </span>
                </th>
                <Share share={accounts / all} strong />
                <td>{format.change(Math.round(((accounts - accountsBefore) / all) * 1000) / 10, 'pt')}</td>
                <td>{format.number(users)}</td>
                <td>{format.number(uses)}</td>
                {cohorts.map((cohort, at) => (
                  <Share key={cohort.quarter} share={(byCohort[at] ?? 0) / cohort.accounts} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {shown.length < features.length ? (
        <Button size="xs" variant="default" mt={12} onClick={() => setWhole(true)}>
          {t('features.showAll', { count: features.length })}
        </Button>
      ) : more ? (
        <p className="quiet small">{t('features.more', { shown: format.number(features.length) })}</p>
      ) : null}
    </>
  )
}

/** A share as a figure on a ground that is the fuller, the more there are. */
export function Share({ share, strong = false }: { share: number | null; strong?: boolean }) {
  const format = useFormat()
  if (share === null || !Number.isFinite(share)) return <td className="quiet">—</td>
  const percent = Math.round(share * 1000) / 10
  return (
    <td
      className={styles.share}
      style={{ background: `color-mix(in oklab, var(--chart-1) ${Math.round(share * 34)}%, var(--surface))` }}
    >
      {strong ? <strong>{format.percent(percent)}</strong> : format.percent(percent)}
    </td>
  )
}
