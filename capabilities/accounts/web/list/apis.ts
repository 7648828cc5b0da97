import type { accessContract } from '#capabilities/access/contract.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { factsContract } from '#capabilities/facts/contract.ts'
import type { healthContract } from '#capabilities/health/contract.ts'
import { api } from '#web/client.ts'
import { type Asking, pageOf } from './ask.ts'

export const accounts = api<typeof accountsContract>('accounts')
export const facts = api<typeof factsContract>('facts')
export const health = api<typeof healthContract>('health')
export const access = api<typeof accessContract>('access')

/** The facts that can be columns; they change only with a workspace's own fields. */
export const catalogueQuery = facts.catalogue.queryOptions({ staleTime: 600_000 })
/** Our own people, for owners. */
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })
export const viewsQuery = accounts.views.list.queryOptions({ input: {}, staleTime: 60_000 })

/** A fact of the catalogue. */
export type Fact = Awaited<ReturnType<typeof facts.catalogue.call>>['facts'][number]

/** The pages of an ungrouped list, as a query. */
export const rowsOptions = (asking: Asking) =>
  accounts.list.infiniteOptions({
    input: (cursor: string | undefined) => pageOf(asking, cursor),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
