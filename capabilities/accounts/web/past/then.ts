import { facts } from '../customer/apis.ts'
import type { Customer } from '../customer/apis.ts'

/** What is known of a customer at the end of a past day. */
export const thenQuery = (id: string, asOf: string) => facts.ofAccount.queryOptions({ input: { id, asOf } })
export type Then = Awaited<ReturnType<typeof facts.ofAccount.call>>

/** The facts that were known, by key, as the page of today has them. */
export function factsThen({ facts: seen }: Then): Customer['facts'] {
  return Object.fromEntries(seen.flatMap(({ key, value }) => (value === null ? [] : [[key, value]])))
}
