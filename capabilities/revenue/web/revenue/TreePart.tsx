import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { Bars } from '#web/chart/Bars.tsx'
import { useFormat } from '#web/session.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Waterfall } from './apis.ts'
import { monthRates, rateDefinition } from './definitions.ts'
import styles from './revenue.module.css'
import { type Stretch, stretchesOf, together, treeOf } from './stretches.ts'
import { useAsked } from './useAsked.ts'
import { usePeriodName } from './usePeriodName.ts'
import { Why } from '../Why.tsx'

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
        <Tree stretch={whole} />
      </Section>
      <Section title={t('snowball.title')} note={t('snowball.note', { month: fiscalStart })}>
        <Bars
          label={t('snowball.label')}
          height={180}
          format={format.moneyShort}
          labelOf={(month) => periodName(month, per)}
          points={stretches.map(({ month, closing }) => ({ label: month, value: closing * 12 }))}
        />
      </Section>
      <Section title={t('rates.title')} note={t('rates.note')} flush>
        <Scroll label={t('rates.title')}>
          <table className={styles.table}>
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
                        <Why definition={rateDefinition(rate, bridge, { t, format, settled })} settled={settled} />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </Section>
    </>
  )
}

/** The tree: customers × price before and after, and each movement by both. */
function Tree({ stretch }: { stretch: Stretch }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { opening, closing, kinds } = stretch
  const tree = treeOf(stretch)
  const level = (name: string, amount: number, { customers, average }: (typeof tree)['opening']) => (
    <>
      <div>
        <span>{name}</span>
        <strong>{format.money(amount)}</strong>
      </div>
      <b>=</b>
      <div>
        <span>{t('tree.customers')}</span>
        <strong>{format.number(customers)}</strong>
      </div>
      <b>×</b>
      <div>
        <span>{t('tree.average')}</span>
        <strong>{format.money(average === null ? null : Number(average))}</strong>
      </div>
    </>
  )
  const sum = (...keys: (keyof typeof kinds)[]) => ({
    accounts: keys.reduce((all, key) => all + kinds[key].accounts, 0),
    byCustomers: keys.reduce((all, key) => all + Number(tree.kinds[key].byCustomers), 0),
    byPrice: keys.reduce((all, key) => all + Number(tree.kinds[key].byPrice), 0),
  })
  const branches = [
    { key: 'new', name: t('kinds.new'), ...sum('new') },
    { key: 'back', name: t('tree.branches.back'), ...sum('reactivation') },
    { key: 'churn', name: t('tree.branches.churn'), ...sum('churn') },
    { key: 'after', name: t('tree.branches.after'), ...sum('upsell', 'cross_sell', 'contraction') },
    { key: 'apart', name: t('tree.branches.apart'), ...sum('fx', 'uncounted') },
  ].filter(({ key, byCustomers, byPrice }) => key !== 'apart' || byCustomers !== 0 || byPrice !== 0)
  const signed = (amount: number) =>
    amount === 0 ? '±0' : `${amount < 0 ? '−' : '+'}${format.money(Math.abs(amount))}`
  return (
    <>
      <div className={styles.equation}>{level(t('waterfall.opening'), opening, tree.opening)}</div>
      <div className={styles.equation}>{level(t('waterfall.closing'), closing, tree.closing)}</div>
      <Scroll label={t('tree.branch')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('tree.branch')}</th>
              <th scope="col">{t('tree.accounts')}</th>
              <th scope="col">{t('tree.byCustomers')}</th>
              <th scope="col">{t('tree.byPrice')}</th>
              <th scope="col">{t('tree.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {branches.map(({ key, name, accounts, byCustomers, byPrice }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{format.number(accounts)}</td>
                <td>{signed(byCustomers)}</td>
                <td>{signed(byPrice)}</td>
                <td>{signed(byCustomers + byPrice)}</td>
              </tr>
            ))}
            <tr data-sum>
              <th scope="row">{t('tree.total')}</th>
              <td />
              <td>{signed(Number(tree.change.byCustomers))}</td>
              <td>{signed(Number(tree.change.byPrice))}</td>
              <td>{signed(closing - opening)}</td>
            </tr>
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
