import { useTranslation } from 'react-i18next'
import { formatFor } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import type { Contract, Line } from './apis.ts'
import styles from './Contracts.module.css'

/** The lines of a contract with the price that holds and what it counts for, or why it does not count. */
export function LineTable({ contract }: { contract: Contract }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const money = formatFor({
    language: format.language,
    timeZone: format.timeZone,
    currency: contract.currency,
    fiscalStartMonth: 4,
  }).money
  const today = format.today()
  const lines = contract.lines.filter((line) => !line.archivedAt)
  if (lines.length === 0) return <p className="quiet">{t('noLines')}</p>
  return (
    <Scroll label={t('title')} className={styles.lineScroll}>
      <table className={styles.lines}>
        <thead>
          <tr>
            <th scope="col">{t('line.product')}</th>
            <th scope="col">{t('line.plan')}</th>
            <th scope="col" data-end>
              {t('line.quantity')}
            </th>
            <th scope="col" data-end>
              {t('line.price')}
            </th>
            <th scope="col">{t('line.from')}</th>
            <th scope="col" data-end>
              MRR
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const price = priceOf(line, today)
            return (
              <tr key={line.id}>
                <th scope="row">{line.product}</th>
                <td>{price?.plan ?? line.plan ?? '—'}</td>
                <td data-end>{format.number(price?.quantity)}</td>
                <td data-end>
                  {price ? t('line.per', { amount: money(price.amount), count: price.intervalMonths }) : '—'}
                </td>
                <td>
                  {format.dayTable(price?.startOn)}
                  {line.versions.length > 1 ? (
                    <span className="quiet"> {t('line.versions', { count: line.versions.length - 1 })}</span>
                  ) : null}
                </td>
                <td data-end>
                  {line.mrr === null ? (
                    <span className="quiet">{line.notCounted ? t(`notCounted.${line.notCounted}`) : '—'}</span>
                  ) : (
                    money(line.mrr)
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}

// The price that holds on a day, else the one that held last, else the one to come.
function priceOf(line: Line, on: string): Line['versions'][number] | undefined {
  return line.versions.findLast((price) => price.startOn <= on) ?? line.versions[0]
}
