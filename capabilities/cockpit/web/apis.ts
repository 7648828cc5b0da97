import type { accessContract } from '#capabilities/access/contract.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { cockpitContract } from '#capabilities/cockpit/contract.ts'
import type { factsContract } from '#capabilities/facts/contract.ts'
import type { healthContract } from '#capabilities/health/contract.ts'
import { api } from '#web/client.ts'

export const cockpit = api<typeof cockpitContract>('cockpit')
export const accounts = api<typeof accountsContract>('accounts')
export const health = api<typeof healthContract>('health')
const facts = api<typeof factsContract>('facts')
const access = api<typeof accessContract>('access')

/** Customers that words may mean. */
export const accountsFound = (search: string) => accounts.find.queryOptions({ input: { search, limit: 10 } })
/** What the facts are called. */
export const catalogueQuery = facts.catalogue.queryOptions({ staleTime: 600_000 })
/** Our own people, for owners. */
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })

export const ofs = ['mine', 'all', 'nobody'] as const
/** Whose list: mine with what nobody owns, everybody's, or what nobody owns. */
export type Of = (typeof ofs)[number]
/** Whose list an address asks for. */
export const ofSearch = (of: string | undefined): Of => ofs.find((one) => one === of) ?? 'mine'
export const todayQuery = (of: Of) => cockpit.today.queryOptions({ input: { of } })
export const accountCtasQuery = (id: string) => cockpit.ctas.ofAccount.queryOptions({ input: { id, closed: 'with' } })

export type Today = Awaited<ReturnType<typeof cockpit.today.call>>
export type TodayItem = Today['items'][number]
export type Cta = Awaited<ReturnType<typeof cockpit.ctas.get.call>>
export type Rule = Awaited<ReturnType<typeof cockpit.rules.list.call>>['rules'][number]
