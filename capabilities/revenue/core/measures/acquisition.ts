import type { Share } from './revenueRates.ts'

/** What a new customer costs: sales and marketing by customers won. */
export function acquisitionCost(spent: number, won: number): Share {
  return won > 0 ? spent / won : null
}

/** Months until a new customer has earned what it cost, by margin (ScoutMyTool, CAC Payback Period). */
export function paybackMonths(cost: number, arpa: number, margin: number): Share {
  return arpa * margin > 0 ? cost / (arpa * margin) : null
}

/** Trials of one cohort that were paid for in the end; within fewer than so many days, where they are given (ChartMogul). */
export function trialConversion(daysToPaid: readonly (number | null)[], within = Number.POSITIVE_INFINITY): Share {
  const paid = daysToPaid.filter((days) => days !== null && days < within)
  return daysToPaid.length > 0 ? paid.length / daysToPaid.length : null
}
