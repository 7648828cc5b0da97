import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { AccountUsage } from '#capabilities/usage/web/AccountUsage.tsx'

/** What the customer does with the product. */
export function UsagePart({ customer }: { customer: Customer }) {
  return <AccountUsage accountId={customer.account.id} />
}
