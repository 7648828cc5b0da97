import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { Bars } from '#web/chart/Bars.tsx'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Waterfall } from './apis.ts'
import { arrDefinition, monthRates, rateDefinition, rateText } from './definitions.ts'
import styles from './revenue.module.css'
import { stretchesOf, together } from './stretches.ts'
import { Tree } from './Tree.tsx'
import { useAsked } from './useAsked.ts'
import { usePeriodName } from './usePeriodName.ts'
import { Why } from '../Why.tsx'
import { Figure, WhyTable } from '../WhyTable.tsx'

/** How much of what moved MRR came from the number of customers and how much from the price; ARR piling up; the rates of each month. */
export function TreePart({ waterfall, settled }: { waterfall: Waterfall; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const periodName = usePeriodName()
  const { per, fiscalStart } = useAsked()
  const { months } = waterfall
  const stretches = stretchesOf(months, per, fiscalStart)
  const whole = together(months[0]!.month, months)
  const span = `${periodName(whole.month, 'month')}–${periodName(whole.last, 'month')}`
  return (
    <>
      <Section title={t('tree.title', { period: span })} note={t('tree.note')}>
        <Tree stretch={whole} settled={settled} />
      </Section>
      <Section title={t('snowball.title')} note={t('snowball.note', { month: fiscalStart })}>
        <Bars
          label={t('snowball.label')}
          height={180}
          format={format.moneyShort}
          labelOf={(month) => periodName(month, per)}
          points={stretches.map(({ month, closing }) => ({ label: month, value: closing * 12 }))}
          renderCell={(at) => (
            <Why definition={arrDefinition(stretches[at]!.closing, { t, format })} settled={settled} />
          )}
        />
      </Section>
      <Section title={t('rates.title')} note={t('rates.note')} flush>
        <WhyTable label={t('rates.title')} className={styles.table} settled={settled}>
          <thead>
            <tr>
              <th scope="col">{t('rates.month')}</th>
              {monthRates.map((rate) => (
                <th key={rate} scope="col">
                  {t(`names.${rate}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.toReversed().map((bridge) => (
              <tr key={bridge.month}>
                <th scope="row">{periodName(bridge.month, 'month')}</th>
                {monthRates.map((rate) => (
                  <td key={rate}>
                    {bridge.rates[rate] === null ? (
                      <span className="quiet" title={t('why.nothing')}>
                        —
                      </span>
                    ) : (
                      <Figure
                        name={t(`names.${rate}`)}
                        value={rateText(rate, bridge.rates[rate], format)}
                        why={() => rateDefinition(rate, bridge, { t, format, settled })}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </WhyTable>
      </Section>
    </>
  )
}
