import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { Contracts } from '#capabilities/revenue/web/Contracts.tsx'

/** The customer's contracts. */
export function ContractsPart({ customer }: { customer: Customer }) {
  return <Contracts accountId={customer.account.id} />
}
