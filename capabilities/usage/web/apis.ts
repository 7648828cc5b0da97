import type { usageContract } from '#capabilities/usage/contract.ts'
import { api } from '#web/client.ts'

export const usage = api<typeof usageContract>('usage')

export type Overview = Awaited<ReturnType<typeof usage.live.overview.call>>
export type EventName = Overview['names'][number]
export type RecentEvent = Awaited<ReturnType<typeof usage.live.recent.call>>['events'][number]
export type Quarantined = Awaited<ReturnType<typeof usage.quarantine.list.call>>['rows'][number]
export type WriteKey = Awaited<ReturnType<typeof usage.keys.list.call>>['keys'][number]
export type AccountUsage = Awaited<ReturnType<typeof usage.account.call>>
