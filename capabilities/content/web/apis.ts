import type { accessContract } from '#capabilities/access/contract.ts'
import type { contentContract } from '#capabilities/content/contract.ts'
import type { journeyContract } from '#capabilities/journey/contract.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import { api } from '#web/client.ts'

export const content = api<typeof contentContract>('content')
const access = api<typeof accessContract>('access')
const accounts = api<typeof accountsContract>('accounts')
const journey = api<typeof journeyContract>('journey')

export type Row = Awaited<ReturnType<typeof content.list.call>>['items'][number]
export type Item = Awaited<ReturnType<typeof content.get.call>>
export type ListAsked = Parameters<typeof content.list.call>[0]

export const itemQuery = (id: string) => content.get.queryOptions({ input: { id } })
export type Hearings = Awaited<ReturnType<typeof content.hearings.call>>
export const hearingsQuery = (id: string) => content.hearings.queryOptions({ input: { id } })
/** A customer with its contacts, whose answers may be written down. */
export const customerQuery = (id: string) => accounts.get.queryOptions({ input: { id } })
/** The company's own fields of customers, which answers may go into. */
export const ownFieldsQuery = accounts.fields.list.queryOptions({ input: { subject: 'account' }, staleTime: 60_000 })
/** Our own people, who keep items right. */
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })
/** The maps in force, whose phases items are for. */
export const mapsQuery = journey.maps.queryOptions({ staleTime: 600_000 })
