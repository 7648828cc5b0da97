import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { useFormat } from '#web/session.ts'
import { Figure, WhyTable } from '#capabilities/revenue/web/WhyTable.tsx'
import type { Cohorts } from '../apis.ts'
import styles from '../revenue.module.css'
import { type CellOf, cellDefinition, cellName, keptOf, sizeDefinition } from '../why/cohort.ts'
import { type CohortKind, useCohortName } from './useCohortName.ts'

/** Who is kept of each cohort, month by month since it began; each share opens into the customers it is made of. */
export function CohortHeat({
  cohorts: { cohorts, baseMonth, until },
  by,
  of,
  settled,
}: {
  cohorts: Cohorts
  by: CohortKind
  of: CellOf['of']
  settled: Conventions | undefined
}) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const name = useCohortName(by)
  const longest = Math.max(...cohorts.map(({ ages }) => ages.length))
  const ages = Array.from({ length: longest }, (_, age) => age)
  return (
    <>
      <WhyTable label={t('cohorts.title')} className={styles.heat} settled={settled}>
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
          {cohorts.map((cohort) => {
            const own = {
              cohort,
              name: name(cohort.key),
              began: by === 'month' ? cohort.key : null,
              until,
              baseMonth,
              of,
            }
            return (
              <tr key={cohort.key}>
                <th scope="row" title={own.name}>
                  {own.name}
                </th>
                <td>
                  <Figure
                    name={words('cohort.sizeOf', { cohort: own.name })}
                    value={format.number(cohort.size)}
                    why={() => sizeDefinition(own, { t: words, format })}
                  />
                </td>
                {ages.map((age) => (cohort.ages[age] ? <Cell key={age} at={{ ...own, age }} /> : <td key={age} />))}
              </tr>
            )
          })}
        </tbody>
      </WhyTable>
      <p className="quiet small">{t('cohorts.partial')}</p>
    </>
  )
}

/** A share as a figure on a ground that is the darker the more is kept. */
function Cell({ at }: { at: CellOf }) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const cell = at.cohort.ages[at.age]!
  const share = keptOf(cell, at)
  if (share === null) return <td className="quiet">—</td>
  const depth = Math.round(Math.min(1, share) ** 2 * 46)
  const [kept, of] =
    at.of === 'logos'
      ? [format.number(cell.logos), format.number(cell.size)]
      : [format.money(cell.mrr), format.money(cell.base)]
  return (
    <td data-share style={{ background: `color-mix(in oklab, var(--chart-1) ${depth}%, var(--surface))` }}>
      <Figure
        name={cellName(at, { t: words })}
        value={format.percent(Math.round(share * 100))}
        title={t('cohorts.cell', { kept, of })}
        why={() => cellDefinition(at, { t: words, format })}
        quiet
      />
    </td>
  )
}
