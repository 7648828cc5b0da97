import type { accessContract } from '#capabilities/access/contract.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { expansionRoutes } from '#capabilities/renewals/contract/expansion.ts'
import { api } from '#web/client.ts'

export const expansion = api<typeof expansionRoutes>('expansion')
const access = api<typeof accessContract>('access')
const accounts = api<typeof accountsContract>('accounts')

/** Customers that words may mean. */
export const accountsFound = (search: string) => accounts.find.queryOptions({ input: { search, limit: 10 } })

/** Our own people, for owners. */
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })
export const opportunityQuery = (id: string) => expansion.get.queryOptions({ input: { id } })
export const rulesQuery = expansion.settings.queryOptions()

export type Opportunity = Awaited<ReturnType<typeof expansion.list.call>>['rows'][number]
export type OpportunityPage = Awaited<ReturnType<typeof expansion.get.call>>
export type ListAsked = Omit<Parameters<typeof expansion.list.call>[0], 'cursor' | 'limit'>
export type Settings = Awaited<ReturnType<typeof expansion.settings.call>>
export type Rule = Settings['rules'][number]
export type Sold = Parameters<typeof expansion.win.call>[0]['sold']
export type WhiteSpaceAsked = Omit<Parameters<typeof expansion.whiteSpace.call>[0], 'cursor' | 'limit'>
export type WhiteSpace = Awaited<ReturnType<typeof expansion.whiteSpace.call>>
export type Rate = Awaited<ReturnType<typeof expansion.rates.call>>['total']

const pageOf = (limit: number) => ({
  limit,
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
})

/** The list, page after page. */
export const rowsQuery = (asked: ListAsked) => {
  const { limit, ...paging } = pageOf(100)
  const input = (cursor: string | undefined) => ({ ...asked, limit, ...(cursor ? { cursor } : {}) })
  return expansion.list.infiniteOptions({ input, ...paging })
}

/** Who has what, page after page. */
export const whiteSpaceQuery = (asked: WhiteSpaceAsked) => {
  const { limit, ...paging } = pageOf(50)
  const input = (cursor: string | undefined) => ({ ...asked, limit, ...(cursor ? { cursor } : {}) })
  return expansion.whiteSpace.infiniteOptions({ input, ...paging })
}
