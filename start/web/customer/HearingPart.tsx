import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { Hearings } from '#capabilities/content/web/hearing/Hearings.tsx'

/** What the customer was asked in hearing sheets, and what they answered. */
export function HearingPart({ customer }: { customer: Customer }) {
  return <Hearings accountId={customer.account.id} />
}
