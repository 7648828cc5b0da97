import type { accessContract } from '#capabilities/access/contract.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { factsContract } from '#capabilities/facts/contract.ts'
import { api } from '#web/client.ts'

export const accounts = api<typeof accountsContract>('accounts')
export const facts = api<typeof factsContract>('facts')
export const access = api<typeof accessContract>('access')

/** A customer with its people and current facts. */
export const customerQuery = (id: string) => accounts.get.queryOptions({ input: { id } })
export type Customer = Awaited<ReturnType<typeof accounts.get.call>>
export type Contact = Customer['contacts'][number]

export const catalogueQuery = facts.catalogue.queryOptions({ staleTime: 600_000 })
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })
