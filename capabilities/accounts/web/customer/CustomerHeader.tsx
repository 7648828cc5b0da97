import type { Customer } from './apis.ts'

export function CustomerHeader({ customer }: { customer: Customer }) {
  return <h2>{customer.account.name}</h2>
}
