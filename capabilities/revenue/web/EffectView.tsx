import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import { type Change, type Effect, revenue } from './apis.ts'
import styles from './Effect.module.css'
import { useMoneyChange, useMoneyOf } from './words.ts'

/**
 * What a change would do to MRR, before it is made; null: what is typed is no change yet. `still`: it is just being made, and
 * would be refused if it were asked for once more.
 */
export function EffectView({ change, still }: { change: Change | null; still: boolean }) {
  const { t } = useTranslation('revenue')
  const [asked] = useDebouncedValue(change, 250, { leading: true })
  const { data, error } = useQuery({
    ...revenue.preview.queryOptions({ input: { change: asked! } }),
    enabled: asked !== null && !still,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  return (
    <section className={styles.effect} aria-label={t('effect.title')} aria-live="polite">
      <h3>{t('effect.title')}</h3>
      {change === null ? <p className="quiet">{t('effect.type')}</p> : null}
      {change !== null && error ? <p className={styles.refused}>{errorText(error)}</p> : null}
      {change !== null && !error && data ? <Told effect={data} /> : null}
    </section>
  )
}

function Told({ effect: { currency, today, year, notCounted } }: { effect: Effect }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const [money, change] = [useMoneyOf(currency), useMoneyChange(currency)]
  return (
    <>
      {year ? (
        <>
          <p className={styles.lead}>
            <span>{t('effect.from', { day: format.dayPlain(year.from) })}</span>
            <span className="num">{money(year.first.before)}</span>
            <span aria-hidden="true">→</span>
            <strong className="num">{money(year.first.after)}</strong>
            <span className="num">({change(year.first.after - year.first.before)})</span>
          </p>
          {today.before === today.after ? (
            <p className="quiet small">{t('effect.today', { amount: money(today.after) })}</p>
          ) : null}
          <Year year={year} currency={currency} />
        </>
      ) : (
        <p>{t('effect.none', { amount: money(today.after) })}</p>
      )}
      {notCounted.map(({ lineId, product, reason }) => (
        <p key={lineId} className="quiet small">
          {t('effect.notCounted', { product, reason: t(`notCounted.${reason}`) })}
        </p>
      ))}
    </>
  )
}

/** Opening and movements to closing, as it is now and as it would be, over the year from the first difference. */
function Year({ year, currency }: { year: NonNullable<Effect['year']>; currency: string }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const [money, change] = [useMoneyOf(currency), useMoneyChange(currency)]
  const [from, last] = [format.dayTable(year.from), format.dayTable(format.addDays(year.until, -1))]
  const cell = (amount: number) => (amount === 0 ? '—' : change(amount))
  return (
    <Scroll label={t('effect.year', { from, last })}>
      <table className={styles.year}>
        <caption>{t('effect.year', { from, last })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('effect.movement')}</th>
            <th scope="col" data-end>
              {t('effect.before')}
            </th>
            <th scope="col" data-end>
              {t('effect.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('effect.opening')}</th>
            <td data-end>{money(year.opening)}</td>
            <td data-end>{money(year.opening)}</td>
          </tr>
          {year.rows.map((row) => (
            <tr key={`${row.on} ${row.kind} ${row.product}`} data-differs={row.before !== row.after || undefined}>
              <th scope="row">
                <span className="num">{format.dayTable(row.on)}</span> {t(`kinds.${row.kind}`)}{' '}
                <span className="quiet">{row.product}</span>
              </th>
              <td data-end>{cell(row.before)}</td>
              <td data-end>{cell(row.after)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('effect.closing')}</th>
            <td data-end>{money(year.closing.before)}</td>
            <td data-end>{money(year.closing.after)}</td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  )
}
