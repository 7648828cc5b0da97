import type { webhooksContract } from '#capabilities/connect/contract/webhooks.ts'
import { api } from '#web/client.ts'

export const webhooks = api<typeof webhooksContract>('webhooks')

export type Endpoint = Awaited<ReturnType<typeof webhooks.list.call>>['endpoints'][number]
export type Delivery = Awaited<ReturnType<typeof webhooks.deliveries.call>>['rows'][number]
