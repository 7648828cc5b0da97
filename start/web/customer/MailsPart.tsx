import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { AccountMails } from '#capabilities/outreach/web/AccountMails.tsx'

/** The mail that goes to the customer. */
export function MailsPart({ customer }: { customer: Customer }) {
  return <AccountMails account={customer.account} />
}
