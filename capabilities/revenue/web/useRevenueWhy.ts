import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import type { LineVersion } from '#capabilities/revenue/core/ledger/line.ts'
import { takenOff } from '#capabilities/revenue/core/ledger/price.ts'
import { day } from '#kernel/day.ts'
import { useFormat } from '#web/session.ts'
import { type Contract, type ContractsAnswer, type Line, revenue } from './apis.ts'
import { priceHolding } from './priceHolding.ts'
import type { Definition } from './definition.ts'
import { useMoneyOf } from './words.ts'

/** A price as the rules know it: days that the schema has checked. */
type Priced = Pick<LineVersion, 'amount' | 'discount'>

const conventionsQuery = revenue.ledger.conventions.queryOptions()

/** The conventions that a workspace has settled, once they are known. */
export const useSettled = (): Conventions | undefined => useQuery(conventionsQuery).data?.conventions

/** How MRR and ARR of a customer come about: of its lines, each with what it counts for. */
export function useAccountWhy(data: Pick<ContractsAnswer, 'rows' | 'mrr' | 'arr'>): {
  mrr: Definition | null
  arr: Definition
} {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const [mrr, arr] = [format.money(data.mrr), format.money(data.arr)]
  const terms = data.rows.flatMap(({ lines }) =>
    lines.flatMap(({ product, plan, worth }) =>
      worth === null ? [] : [{ name: [product, plan].filter((part) => part).join(' '), text: format.money(worth) }],
    ),
  )
  const conventions = ['discounts', 'pauses'] as const
  return {
    mrr: terms.length === 0 ? null : { name: 'MRR', terms, value: mrr, conventions },
    arr: {
      name: 'ARR',
      terms: [{ name: 'MRR', text: mrr }],
      by: [{ how: '×', name: t('why.months'), text: '12' }],
      value: arr,
    },
  }
}

/** How the MRR of a line comes about: its price, less the discount that counts, for so many months. Null where it counts nothing. */
export function useLineWhy({ currency }: Pick<Contract, 'currency'>, settled: Conventions | undefined) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const money = useMoneyOf(currency)
  return (line: Line): Definition | null => {
    const price = priceHolding(line, format.today())
    if (!price || !settled || line.mrr === null) return null
    const off = takenOff(price as Priced, day(format.today()), settled.discounts)
    const { intervalMonths: count, intervalUnit: unit } = price
    const months = { name: t('why.monthsPaid'), text: format.number(count) }
    const yearly = unit === 'week' ? '52' : '365'
    return {
      name: t('why.line', { name: line.product }),
      terms: [
        { name: t('line.price'), text: money(price.amount) },
        ...(off > 0 ? [{ name: t('why.discount'), text: money(off), sign: '−' as const }] : []),
      ],
      by: [
        unit === 'month'
          ? { how: '÷', ...months }
          : { how: '×', name: t(`why.${unit}s`), text: `${yearly} ÷ 12${count > 1 ? ` ÷ ${count}` : ''}` },
      ],
      value: money(line.mrr),
      conventions: off > 0 || price.discount ? ['discounts'] : [],
    }
  }
}
