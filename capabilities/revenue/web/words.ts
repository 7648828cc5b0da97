import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { majorUnits } from '#kernel/money.ts'
import { type Format, formatFor } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import type { Contract, Version } from './apis.ts'

/** Amounts of a contract's own currency as texts. */
export function useMoneyOf(currency: string): Format['money'] {
  const { language, timeZone } = useFormat()
  return formatFor({ language, timeZone, currency, fiscalStartMonth: 4 }).money
}

/** A change of an amount with its sign: +¥1,000. */
export function useMoneyChange(currency: string): (amount: number) => string {
  const money = useMoneyOf(currency)
  return (amount) => `${amount > 0 ? '+' : amount < 0 ? '−' : '±'}${money(Math.abs(amount))}`
}

type Paid = Pick<Version, 'amount' | 'intervalMonths' | 'intervalUnit' | 'discount'>

/** What is paid how often, and what is taken off. */
export function usePriceWords(currency: string): {
  price: (of: Paid) => string
  discount: (of: Paid) => string | null
} {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const money = useMoneyOf(currency)
  return {
    price: (of) => t('line.paid', { amount: money(of.amount), every: everyWords(t, of) }),
    discount: ({ discount }) => {
      if (!discount) return null
      const off = 'percent' in discount ? `${format.number(discount.percent)}%` : money(discount.amount)
      if (discount.until === null) return t('line.off', { off })
      return t('line.offUntil', { off, day: format.dayTable(format.addDays(discount.until, -1)) })
    },
  }
}

/** Payment terms in words. */
export function usePaymentWords(): (terms: NonNullable<Contract['paymentTerms']>) => string {
  const { t } = useTranslation('revenue')
  return (terms) => {
    if (terms.kind === 'text') return terms.text
    if (terms.kind === 'net') return t('payment.net', { count: terms.days })
    const near = (['same', 'next', 'second'] as const)[terms.months]
    return near ? t(`payment.monthEnds.${near}`) : t('payment.monthEnd', { count: terms.months })
  }
}

type Listed = Pick<Version, 'amount' | 'intervalMonths' | 'intervalUnit'> & { currency: string }

/** A list price in words: what one unit costs how often, in its own currency. */
export function useListPriceWords(): (price: Listed) => string {
  const { t } = useTranslation('revenue')
  const { language, timeZone } = useFormat()
  return ({ amount, currency, ...interval }) =>
    t('line.paid', {
      amount: formatFor({ language, timeZone, currency, fiscalStartMonth: 4 }).money(amount),
      every: everyWords(t, interval),
    })
}

type Interval = Pick<Version, 'intervalMonths' | 'intervalUnit'>

function everyWords(t: TFunction<'revenue'>, { intervalMonths: count, intervalUnit: unit }: Interval): string {
  if (unit === 'month' && count % 12 === 0) return t('every.year', { count: count / 12 })
  return t(`every.${unit}`, { count })
}

/** An amount as it is typed into a field. */
export const typed = (amount: number, currency: string) => String(majorUnits({ amount, currency }))
