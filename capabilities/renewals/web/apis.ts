import type { accessContract } from '#capabilities/access/contract.ts'
import type { factsContract } from '#capabilities/facts/contract.ts'
import type { renewalsContract } from '#capabilities/renewals/contract.ts'
import { api } from '#web/client.ts'

export const renewals = api<typeof renewalsContract>('renewals')
const access = api<typeof accessContract>('access')
const facts = api<typeof factsContract>('facts')

/** Our own people, for owners. */
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })
export const rolesQuery = access.roles.list.queryOptions({ staleTime: 600_000 })
export const segmentsQuery = facts.segments.list.queryOptions({ staleTime: 60_000 })
export const renewalQuery = (id: string) => renewals.get.queryOptions({ input: { id } })

export type RenewalPage = Awaited<ReturnType<typeof renewals.get.call>>
export type Renewal = Awaited<ReturnType<typeof renewals.list.call>>['rows'][number]
export type ListAsked = Omit<Parameters<typeof renewals.list.call>[0], 'cursor' | 'limit'>
export type OpeningSettings = Awaited<ReturnType<typeof renewals.settings.call>>
export type Accuracies = Awaited<ReturnType<typeof renewals.accuracy.call>>
export type Papers = Awaited<ReturnType<typeof renewals.papers.call>>
export type OtherCurrency = Awaited<ReturnType<typeof renewals.totals.call>>['currencies'][number]
export type Columns = Awaited<ReturnType<typeof renewals.columns.call>>['columns']
export type CalendarDay = Awaited<ReturnType<typeof renewals.calendar.call>>['days'][number]
export type ForecastAnswer = Awaited<ReturnType<typeof renewals.forecast.call>>
export type Forecast = ForecastAnswer['total']

const pageSize = 100

/** The list, page after page. */
export const rowsQuery = (asked: ListAsked) =>
  renewals.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...asked, limit: pageSize, ...(cursor ? { cursor } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
