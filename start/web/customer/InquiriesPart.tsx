import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { Inquiries } from '#capabilities/timeline/web/Inquiries.tsx'

/** The customer's inquiries. */
export function InquiriesPart({ customer }: { customer: Customer }) {
  return <Inquiries accountId={customer.account.id} />
}
