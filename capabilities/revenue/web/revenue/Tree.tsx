import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { useFormat } from '#web/session.ts'
import type { Definition } from '../definition.ts'
import { Why } from '../Why.tsx'
import { Figure, WhyTable } from '../WhyTable.tsx'
import styles from './revenue.module.css'
import { type Stretch, treeOf } from './stretches.ts'
import { changeText } from './why/figures.ts'
import { type Branch, byCustomersDefinition, byPriceDefinition, movedDefinition, sumDefinition } from './why/tree.ts'

/** The tree: customers × price before and after, and each movement by both. */
export function Tree({ stretch, settled }: { stretch: Stretch; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const { opening, closing } = stretch
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
        <strong>
          {average === null ? (
            format.money(null)
          ) : (
            <Why
              definition={{
                name: t('tree.average'),
                terms: [{ name, text: format.money(amount) }],
                by: [{ how: '÷', name: t('tree.customers'), text: format.number(customers) }],
                value: format.money(Number(average)),
              }}
              settled={settled}
            />
          )}
        </strong>
      </div>
    </>
  )
  const branches = useBranches(stretch)
  const opens = (definition: Definition) => (
    <td>
      <Figure name={definition.name} value={definition.value} why={() => definition} />
    </td>
  )
  const say = { t: words, format }
  const total = (name: string, part: (branch: Branch) => number, amount: number) =>
    opens(
      sumDefinition(
        name,
        branches.map((branch) => ({ name: branch.name, amount: part(branch) })),
        changeText(amount, format),
        say,
      ),
    )
  return (
    <>
      <div className={styles.equation}>{level(t('waterfall.opening'), opening, tree.opening)}</div>
      <div className={styles.equation}>{level(t('waterfall.closing'), closing, tree.closing)}</div>
      <WhyTable label={t('tree.branch')} className={styles.table} settled={settled}>
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
          {branches.map((branch) => (
            <tr key={branch.name}>
              <th scope="row">{branch.name}</th>
              <td>{format.number(branch.accounts)}</td>
              {opens(byCustomersDefinition(branch, stretch, changeText(branch.byCustomers, format), say))}
              {opens(byPriceDefinition(branch, changeText(branch.byPrice, format), say))}
              {opens(movedDefinition(branch, changeText(branch.byCustomers + branch.byPrice, format), say))}
            </tr>
          ))}
          <tr data-sum>
            <th scope="row">{t('tree.total')}</th>
            <td />
            {total(t('tree.byCustomers'), ({ byCustomers }) => byCustomers, Number(tree.change.byCustomers))}
            {total(t('tree.byPrice'), ({ byPrice }) => byPrice, Number(tree.change.byPrice))}
            {total(t('tree.total'), ({ byCustomers, byPrice }) => byCustomers + byPrice, closing - opening)}
          </tr>
        </tbody>
      </WhyTable>
    </>
  )
}

/** What moved MRR: who came, came back and left, what customers took more or less, and what is neither. */
function useBranches(stretch: Stretch): Branch[] {
  const { t } = useTranslation('revenuePage')
  const tree = treeOf(stretch)
  const { kinds } = stretch
  const sum = (...keys: (keyof typeof kinds)[]) => ({
    accounts: keys.reduce((all, key) => all + kinds[key].accounts, 0),
    byCustomers: keys.reduce((all, key) => all + Number(tree.kinds[key].byCustomers), 0),
    byPrice: keys.reduce((all, key) => all + Number(tree.kinds[key].byPrice), 0),
  })
  const apart: Branch = { name: t('tree.branches.apart'), comesOrGoes: 0, ...sum('fx', 'uncounted') }
  return [
    { name: t('kinds.new'), comesOrGoes: 1, ...sum('new') },
    { name: t('tree.branches.back'), comesOrGoes: 1, ...sum('reactivation') },
    { name: t('tree.branches.churn'), comesOrGoes: -1, ...sum('churn') },
    { name: t('tree.branches.after'), comesOrGoes: 0, ...sum('upsell', 'cross_sell', 'contraction') },
    ...(apart.byCustomers !== 0 || apart.byPrice !== 0 ? [apart] : []),
  ]
}
