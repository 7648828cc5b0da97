import type { accessContract } from '#capabilities/access/contract.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { contentContract } from '#capabilities/content/contract.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'
import { api } from '#web/client.ts'

export const plans = api<typeof plansContract>('plans')
const access = api<typeof accessContract>('access')
const accounts = api<typeof accountsContract>('accounts')

const content = api<typeof contentContract>('content')

export const plansQuery = (id: string) => plans.ofAccount.queryOptions({ input: { id } })
export const templatesQuery = plans.templates.queryOptions()
export const calendarQuery = plans.calendar.queryOptions()
/** Items of the library that steps may name. */
export const contentQuery = content.names.queryOptions({ staleTime: 60_000 })
/** Our own people, for roles of ours. */
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })
/** A customer with its contacts, for roles of theirs. */
export const customerQuery = (id: string) => accounts.get.queryOptions({ input: { id } })
/** Customers that words may mean. */
export const accountsFound = (search: string) => accounts.find.queryOptions({ input: { search, limit: 10 } })

export type Plan = Awaited<ReturnType<typeof plans.get.call>>
export type Step = Plan['steps'][number]
export type StepState = Step['state']
export type Part = Plan['people'][number]
export type Template = Awaited<ReturnType<typeof plans.templates.call>>['templates'][number]
export type PlanRow = Awaited<ReturnType<typeof plans.list.call>>['rows'][number]
export type ListAsked = Omit<Parameters<typeof plans.list.call>[0], 'cursor' | 'limit'>
/** What a step says: the fields of its form. */
export type StepContent = Omit<Parameters<typeof plans.editStep.call>[0], 'id' | 'version'>

/** The list, page after page. */
export const rowsQuery = (asked: ListAsked) =>
  plans.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...asked, limit: 100, ...(cursor ? { cursor } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
  })
