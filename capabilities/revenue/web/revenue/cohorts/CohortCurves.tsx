import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { StepCurves } from '#web/chart/StepCurves.tsx'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Definition } from '#capabilities/revenue/web/definition.ts'
import { Why } from '#capabilities/revenue/web/Why.tsx'
import { Figure, WhyTable } from '#capabilities/revenue/web/WhyTable.tsx'
import type { Cohorts } from '../apis.ts'
import styles from '../revenue.module.css'
import {
  type Curve,
  keptNowDefinition,
  lostDefinition,
  medianDefinition,
  stepDefinition,
  stillDefinition,
} from '../why/survival.ts'
import { type CohortKind, useCohortName } from './useCohortName.ts'

const drawn = 4 // curves beside the whole

/** How long customers stay: survival curves, and of each how many were seen, left, and after how long half have left. */
export function CohortCurves({
  cohorts: { curves },
  by,
  settled,
}: {
  cohorts: Cohorts
  by: CohortKind
  settled: Conventions | undefined
}) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const cohortName = useCohortName(by)
  const [chosen, setChosen] = useState('')
  const percent = (share: number | null) => format.percent(share === null ? null : Math.round(share * 1000) / 10)
  const [all, ...keyed] = curves
  if (!all || all.size === 0) return null
  const named = [
    { ...all, name: t('cohorts.all'), place: '' },
    ...keyed
      .toSorted((a, b) => b.size - a.size)
      .map((one) => ({ ...one, name: cohortName(one.key), place: `of ${one.key}` })),
  ]
  const first = named.find(({ place }) => place === chosen) ?? named[0]!
  const others = named.filter((one) => one !== first).slice(0, drawn)
  const until = Math.max(12, ...named.map(({ seen }) => seen))
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
        rows={first.steps.map(({ time, atRisk, lost, kept, low, high }, at) => [
          String(time),
          format.number(atRisk),
          format.number(lost),
          <Why key={time} definition={stepDefinition(first, at, { t: words, format })} settled={settled}>
            {t('cohorts.band', { kept: percent(kept), low: percent(low), high: percent(high) })}
          </Why>,
        ])}
      />
      <WhyTable label={t('cohorts.curveTitle')} className={styles.table} settled={settled}>
        <thead>
          <tr>
            <th scope="col">{by === 'month' ? '' : t(`cohorts.bys.${by}`)}</th>
            <th scope="col">{t('cohorts.size')}</th>
            <th scope="col">{t('cohorts.left')}</th>
            <th scope="col">{t('cohorts.censored')}</th>
            <th scope="col">{t('cohorts.keptNow')}</th>
            <th scope="col">{t('cohorts.median')}</th>
          </tr>
        </thead>
        <tbody>
          {named.map((curve) => (
            <tr key={curve.place}>
              <th scope="row">{curve.name}</th>
              <CurveFigures curve={curve} />
            </tr>
          ))}
        </tbody>
      </WhyTable>
    </Section>
  )
}

/** What is known of a curve, each figure with how it comes about. */
function CurveFigures({ curve }: { curve: Curve }) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const say = { t: words, format }
  const { time, low, high } = curve.median
  const median =
    time === null ? t('cohorts.notReached') : t('cohorts.medianOf', { time, low: low ?? '—', high: high ?? '—' })
  const definitions: Definition[] = [
    {
      name: words('curve.size'),
      told: [words('curve.sizeTold', { count: curve.size })],
      terms: [],
      value: format.number(curve.size),
    },
    lostDefinition(curve, say),
    stillDefinition(curve, say),
    keptNowDefinition(curve, say),
    medianDefinition(curve, median, say),
  ]
  return definitions.map((definition) => (
    <td key={definition.name}>
      <Figure name={definition.name} value={definition.value} why={() => definition} />
    </td>
  ))
}
