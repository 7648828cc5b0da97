import { type Month, monthAfter } from './month.ts'

/** The month in which most Japanese companies begin their year of accounts. */
export const usualFiscalStart = 4

/** A stretch of a year of accounts; named after the calendar year in which that year begins (2026年度 begins in 2026). */
export type FiscalPeriod = { readonly year: number; readonly from: Month; readonly to: Month }

/** The year of accounts that a month lies in, for a company whose years begin in a month (1 to 12). */
export function fiscalYearOf(month: Month, startMonth = usualFiscalStart): FiscalPeriod {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const begins = number >= startMonth ? year : year - 1
  const from = `${begins}-${String(startMonth).padStart(2, '0')}`
  return { year: begins, from, to: monthAfter(from, 11) }
}

/** The quarter of the year of accounts that a month lies in: the first begins with the year. */
export function fiscalQuarterOf(month: Month, startMonth = usualFiscalStart): FiscalPeriod & { quarter: number } {
  const { year, from: begins } = fiscalYearOf(month, startMonth)
  const quarter = Math.floor(((Number(month.slice(5)) - startMonth + 12) % 12) / 3) + 1
  const from = monthAfter(begins, (quarter - 1) * 3)
  return { year, quarter, from, to: monthAfter(from, 2) }
}
