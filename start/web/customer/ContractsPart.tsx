import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { AccountRenewals } from '#capabilities/renewals/web/AccountRenewals.tsx'
import { AccountExpansion } from '#capabilities/renewals/web/expansion/AccountExpansion.tsx'
import { Contracts } from '#capabilities/revenue/web/Contracts.tsx'
import { useSees } from '#web/session.ts'
import { Withheld } from '#web/ui/Withheld.tsx'

/** The customer's contracts, and below which decision each of them stands. */
export function ContractsPart({ customer }: { customer: Customer }) {
  if (!useSees('money')) return <Withheld />
  return (
    <>
      <AccountRenewals accountId={customer.account.id} />
      <AccountExpansion account={customer.account} />
      <Contracts accountId={customer.account.id} />
    </>
  )
}
