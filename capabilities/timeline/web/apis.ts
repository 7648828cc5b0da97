import type { timelineContract } from '#capabilities/timeline/contract.ts'
import { api } from '#web/client.ts'

export const timeline = api<typeof timelineContract>('timeline')

/** One thing in the stream of a customer. */
export type Entry = Awaited<ReturnType<typeof timeline.stream.call>>['entries'][number]
export type Activity = Extract<Entry, { type: 'activity' }>['activity']
export type Inquiry = Extract<Entry, { type: 'inquiry' }>['inquiry']
export type Survey = Extract<Entry, { type: 'survey' }>['survey']
/** Somebody at the customer, for choosing who took part. */
export type Person = { id: string; name: string }

/** The stream of a customer page after page, so many entries each; `kinds` narrows it, `until` ends it with a past day. */
export const streamOptions = (
  id: string,
  limit: number,
  { kinds = '', until }: { kinds?: string; until?: string } = {},
) =>
  timeline.stream.infiniteOptions({
    input: (cursor: string | undefined) => ({
      id,
      limit,
      ...(kinds ? { kinds } : {}),
      ...(until ? { until } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
