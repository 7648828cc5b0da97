import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { Timeline } from '#capabilities/timeline/web/Timeline.tsx'

/** The whole stream of a customer. */
export function TimelinePart({ customer }: { customer: Customer }) {
  return <Timeline accountId={customer.account.id} people={customer.contacts} />
}
