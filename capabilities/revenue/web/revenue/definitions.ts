import type { TFunction } from 'i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import type { Format } from '#web/i18n/format.ts'
import type { Bridge, Trend } from './apis.ts'
import type { Definition, Factor, Term } from '../definition.ts'

/** The rates that a month has, in the order in which they are shown. */
export const monthRates = [
  'growth',
  'grossChurn',
  'netChurn',
  'customerChurn',
  'upsell',
  'crossSell',
  'quickRatio',
] as const
type MonthRate = (typeof monthRates)[number]

type Words = { t: TFunction<'revenuePage'>; format: Format; settled: Conventions | undefined }

/** How a rate of a month comes about, with the month's own numbers. */
export function rateDefinition(rate: MonthRate, bridge: Bridge, { t, format, settled }: Words): Definition {
  const { kinds, opening, customers, rates } = bridge
  const money = (name: string, amount: number, sign?: Term['sign']): Term => ({
    name,
    text: format.money(amount),
    ...(sign ? { sign } : {}),
  })
  const people = (name: string, count: number, sign?: Term['sign']): Term => ({
    name,
    text: format.number(count),
    ...(sign ? { sign } : {}),
  })
  const kind = (key: keyof typeof kinds, sign?: Term['sign']) =>
    money(t(`kinds.${key}`), Math.abs(kinds[key].amount), sign)
  const expansion = kinds.upsell.amount + kinds.cross_sell.amount
  const ofOpening: Factor = { ...money(t('terms.opening'), opening), how: '÷' }
  const name = t(`names.${rate}`)
  const value = rateText(rate, rates[rate], format)
  switch (rate) {
    case 'growth':
      return { name, terms: [money(t('terms.change'), bridge.closing - opening)], by: [ofOpening], value }
    case 'grossChurn':
      if (settled?.revenueChurn === 'sum_of_days')
        return {
          name,
          terms: [{ name: t('terms.dailyChurn'), text: value }],
          value,
          conventions: ['revenueChurn', 'churnCounts'],
        }
      return {
        name,
        terms: [kind('churn'), kind('contraction', '+')],
        by: [ofOpening],
        value,
        conventions: ['revenueChurn', 'churnCounts'],
      }
    case 'netChurn': {
      const alone = settled?.netChurn === 'churn_alone'
      const terms = alone
        ? [kind('churn'), money(t('terms.expansion'), expansion, '−')]
        : [
            kind('churn'),
            kind('contraction', '+'),
            money(t('terms.expansion'), expansion, '−'),
            kind('reactivation', '−'),
          ]
      return { name, terms, by: [ofOpening], value, conventions: ['netChurn', 'churnCounts'] }
    }
    case 'customerChurn': {
      const joined = kinds.new.accounts + kinds.reactivation.accounts
      const withNew = settled?.customerChurn === 'of_opening_and_new'
      const of = withNew ? customers.opening + joined : customers.opening
      // Who came and left within the month is no loss of those at the beginning.
      const left = Math.round((rates.customerChurn ?? 0) * of)
      const whole = withNew
        ? `(${t('terms.openingCustomers')} + ${t('terms.joinedCustomers')})`
        : t('terms.openingCustomers')
      return {
        name,
        terms: [people(t('terms.leftCustomers'), left)],
        by: [{ name: whole, text: format.number(of), how: '÷' }],
        value,
        conventions: ['customerChurn', 'signUpAndChurnInAMonth'],
      }
    }
    case 'upsell':
      return { name, terms: [kind('upsell')], by: [ofOpening], value }
    case 'crossSell':
      return { name, terms: [kind('cross_sell')], by: [ofOpening], value }
    case 'quickRatio': {
      const back = settled?.quickRatio === 'without_reactivation' ? [] : [kind('reactivation', '+')]
      const lost = Math.abs(kinds.churn.amount + kinds.contraction.amount)
      return {
        name,
        terms: [kind('new'), money(t('terms.expansion'), expansion, '+'), ...back],
        by: [{ name: `(${t('kinds.churn')} + ${t('kinds.contraction')})`, text: format.money(lost), how: '÷' }],
        value,
        conventions: ['quickRatio'],
      }
    }
  }
}

/** A rate as a text: shares in percent, the quick ratio as it is. */
export function rateText(rate: MonthRate, value: number | null, format: Format): string {
  if (value === null) return '—'
  return rate === 'quickRatio' ? format.number(value) : format.percent(value * 100)
}

type Point = Trend['groups'][number]['points'][number]

/** How NRR, GRR or logo retention of twelve months comes about: by the same customers then and now, or by what moved. */
export function retentionDefinition(
  measure: 'nrr' | 'grr' | 'logos',
  point: Point,
  { t, format, settled }: Words,
): Definition {
  const { accounts, then, now, capped, still, flow } = point
  const money = (amount: number) => format.money(Math.round(amount))
  const conventions = ['retention', 'reactivationInRetention'] as const
  const value = format.percent(point[measure] === null ? null : point[measure] * 100)
  const base = { name: t(`names.${measure}`), value, conventions }
  const ofThen: Factor = { name: t('terms.then'), text: money(then), how: '÷' }
  if (measure === 'logos')
    return {
      ...base,
      terms: [{ name: t('terms.still'), text: format.number(still) }],
      by: [{ name: t('terms.thenCustomers'), text: format.number(accounts), how: '÷' }],
    }
  if (flow === null) {
    const kept = measure === 'nrr' ? ([t('terms.now'), now] as const) : ([t('terms.capped'), capped] as const)
    return { ...base, terms: [{ name: kept[0], text: money(kept[1]) }], by: [ofThen] }
  }
  const back = settled?.reactivationInRetention === 'counted' ? flow.reactivation : 0
  const gained: Term[] =
    measure === 'grr'
      ? []
      : [
          { name: t('terms.expansion'), text: money(flow.expansion) },
          ...(back > 0 ? [{ name: t('kinds.reactivation'), text: money(back) }] : []),
        ]
  return {
    ...base,
    terms: [
      { name: t('terms.then'), text: money(then) },
      ...gained,
      { name: t('kinds.contraction'), text: money(flow.contraction), sign: '−' },
      { name: t('kinds.churn'), text: money(flow.churn), sign: '−' },
    ],
    by: [ofThen],
  }
}

/** MRR, ARR, customers and their average at the end of a month. */
export function levelDefinitions(bridge: Bridge, { t, format }: Pick<Words, 't' | 'format'>): Definition[] {
  const moved = Object.entries(bridge.kinds).filter(([, { amount }]) => amount !== 0)
  const customers = format.number(bridge.customers.closing)
  const gained = bridge.kinds.new.accounts + bridge.kinds.reactivation.accounts
  return [
    {
      name: t('names.mrr'),
      terms: [
        { name: t('terms.opening'), text: format.money(bridge.opening) },
        ...moved.map(([kind, { amount }]) => ({
          name: t(`kinds.${kind as keyof typeof bridge.kinds}`),
          text: format.money(Math.abs(amount)),
          sign: amount < 0 ? ('−' as const) : ('+' as const),
        })),
      ],
      value: format.money(bridge.closing),
      conventions: ['discounts', 'pauses', 'compared', 'exchange'],
    },
    arrDefinition(bridge.closing, { t, format }),
    {
      name: t('names.customers'),
      terms: [
        { name: t('terms.openingCustomers'), text: format.number(bridge.customers.opening) },
        { name: t('terms.joinedCustomers'), text: format.number(gained), sign: '+' },
        { name: t('terms.leftCustomers'), text: format.number(bridge.kinds.churn.accounts), sign: '−' },
      ],
      value: customers,
      conventions: ['churnCounts', 'pauses'],
    },
    {
      name: t('names.average'),
      terms: [{ name: t('terms.mrr'), text: format.money(bridge.closing) }],
      by: [{ name: t('terms.customers'), text: customers, how: '÷' }],
      value: format.money(bridge.rates.average === null ? null : Math.round(bridge.rates.average)),
    },
  ]
}

/** ARR at the end of a stretch: its MRR, twelve times. */
export function arrDefinition(closing: number, { t, format }: Pick<Words, 't' | 'format'>): Definition {
  return {
    name: t('names.arr'),
    terms: [{ name: t('terms.mrr'), text: format.money(closing) }],
    by: [{ name: t('terms.twelve'), text: '12', how: '×' }],
    value: format.money(closing * 12),
  }
}
