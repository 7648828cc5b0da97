import type { MeasureConventions } from '../conventions.ts'
import type { Share } from './revenueRates.ts'

/** Customers of a period: those at its beginning, those who joined, those who left; some left who had only joined or come back. */
export type CustomerFigures = {
  readonly opening: number
  readonly joined: number
  readonly churned: number
  /** Of the churned: who joined, or came back, in the same period. */
  readonly joinedAndChurned: number
}

/** Customers who left, of those at the beginning (ChartMogul, HeaR) or of those and the new ones (Stripe). */
export function customerChurnRate(
  { opening, joined, churned, joinedAndChurned }: CustomerFigures,
  { customerChurn }: Pick<MeasureConventions, 'customerChurn'>,
): Share {
  const [left, of] =
    customerChurn === 'of_opening' ? [churned - joinedAndChurned, opening] : [churned, opening + joined]
  return of > 0 ? left / of : null
}

/** What a monthly churn comes to in a year: who stays, stays twelve times (ChartMogul, Customer Churn Rate). */
export function annualChurn(monthly: number): number {
  return 1 - (1 - monthly) ** 12
}

/** How long a customer stays on average, in periods of the churn rate; null where nobody leaves. */
export function expectedLifetime(churn: number): Share {
  return churn > 0 ? 1 / churn : null
}

/** MRR, or revenue, by account; null without accounts. */
export function averagePerAccount(revenue: number, accounts: number): Share {
  return accounts > 0 ? revenue / accounts : null
}
