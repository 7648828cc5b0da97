import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { AccountPlans } from '#capabilities/plans/web/AccountPlans.tsx'

/** The customer's success plans. */
export function PlanPart({ customer }: { customer: Customer }) {
  return <AccountPlans account={customer.account} />
}
