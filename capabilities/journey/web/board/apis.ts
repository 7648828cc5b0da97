import type { accessContract } from '#capabilities/access/contract.ts'
import type { factsContract } from '#capabilities/facts/contract.ts'
import { api } from '#web/client.ts'
import { following } from '../apis.ts'

const access = api<typeof accessContract>('access')
const facts = api<typeof factsContract>('facts')

/** Our own people, for owners. */
export const peopleQuery = access.people.list.queryOptions({ staleTime: 600_000 })
export const segmentsQuery = facts.segments.list.queryOptions({ staleTime: 60_000 })

export type Asked = NonNullable<Parameters<typeof following.columns.call>[0]>
export type Columns = Awaited<ReturnType<typeof following.columns.call>>
export type Column = Columns['columns'][number]
export type Card = Awaited<ReturnType<typeof following.cards.call>>['rows'][number]
type CardsAsked = Omit<Parameters<typeof following.cards.call>[0], 'cursor' | 'limit'>

/** The customers in a phase, page after page. */
export const cardsQuery = (asked: CardsAsked) =>
  following.cards.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...asked, limit: 30, ...(cursor ? { cursor } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export type Tenure = Pick<
  Awaited<ReturnType<typeof following.time.call>>['groups'][number],
  'stays' | 'there' | 'passed' | 'back' | 'median' | 'p90'
>
export type BehindAsked = Omit<Parameters<typeof following.stays.call>[0], 'cursor' | 'limit'>

/** The customers behind a figure, page after page. */
export const behindQuery = (asked: BehindAsked) =>
  following.stays.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...asked, limit: 50, ...(cursor ? { cursor } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
