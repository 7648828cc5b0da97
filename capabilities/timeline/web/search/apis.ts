import type { accessContract } from '#capabilities/access/contract.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import { api } from '#web/client.ts'
import { textSearch } from '#web/router/search.ts'
import { timeline } from '../apis.ts'

/** What is searched for, as it stands in the address: words, kind, customer, author and days. */
export const searchSearch = textSearch('q', 'kind', 'customer', 'by', 'from', 'until')
export type SearchSearch = ReturnType<typeof searchSearch>

export type Found = Awaited<ReturnType<typeof timeline.search.call>>['rows'][number]

const day = /^\d{4}-\d{2}-\d{2}$/

/** What an address asks of the server; what is no day is not asked. */
function askedOf({ q = '', kind, customer, by, from, until }: SearchSearch) {
  return {
    search: q,
    ...(kind ? { kinds: kind } : {}),
    ...(customer ? { accountId: customer } : {}),
    ...(by ? { authorId: by } : {}),
    ...(from && day.test(from) ? { from } : {}),
    ...(until && day.test(until) ? { until } : {}),
  }
}

export const foundOptions = (search: SearchSearch) =>
  timeline.search.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...askedOf(search), limit: 30, ...(cursor ? { cursor } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

const accounts = api<typeof accountsContract>('accounts')
export const customersFound = (search: string) => accounts.find.queryOptions({ input: { search, limit: 10 } })
export const customerQuery = (id: string) => accounts.get.queryOptions({ input: { id } })
export const peopleQuery = api<typeof accessContract>('access').people.list.queryOptions({ staleTime: 600_000 })
