import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { People } from '#capabilities/accounts/web/customer/People.tsx'
import { useTouches } from './useTouches.ts'

/** Everybody at the customer. */
export function PeoplePart({ customer }: { customer: Customer }) {
  return <People customer={customer} touches={useTouches(customer.account.id)} />
}
