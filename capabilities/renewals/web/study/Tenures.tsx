import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { Section } from '#web/ui/Section.tsx'
import { FigureTable } from '#web/table/FigureTable.tsx'
import type { Study } from './apis.ts'
import styles from './study.module.css'

/** How often customers leave by how long they have been there. */
export function Tenures({ tenures }: { tenures: Study['tenures'] }) {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  const most = Math.max(1, ...tenures.map((one) => one.rate ?? 0))
  const rate = (value: number) => format.percent(Math.round(value * 10) / 10)
  return (
    <Section title={t('tenures.title')} flush>
      <FigureTable
        label={t('tenures.title')}
        heads={[
          t('tenures.band'),
          { end: t('tenures.rate') },
          { bar: t('tenures.rate') },
          ...(['lost', 'years', 'customers'] as const).map((one) => ({ end: t(`tenures.${one}`) })),
        ]}
        className={styles.table}
      >
        <tbody>
          {tenures.map((band) => (
            <tr key={band.from}>
              <th scope="row">
                {band.to === null
                  ? t('tenures.open', { from: band.from })
                  : t('tenures.between', { from: band.from, to: band.to })}
              </th>
              <td data-end>
                {band.rate === null ? (
                  <span className="quiet">{t('tenures.few')}</span>
                ) : (
                  <>
                    <strong>{rate(band.rate)}</strong>{' '}
                    <span className="quiet">
                      {t('paths.interval', { low: rate(band.low!), high: rate(band.high!) })}
                    </span>
                  </>
                )}
              </td>
              <td data-bar>
                <Bar value={(100 * (band.rate ?? 0)) / most} tone="risk" />
              </td>
              <td data-end>{format.number(band.lost)}</td>
              <td data-end>{format.number(Math.round(band.years * 10) / 10)}</td>
              <td data-end>{format.number(band.customers)}</td>
            </tr>
          ))}
        </tbody>
      </FigureTable>
      <p className={styles.foot}>{t('tenures.how')}</p>
    </Section>
  )
}
