import type { usageContract } from '#capabilities/usage/contract.ts'
import { api } from '#web/client.ts'

export const { adoption, metrics } = api<typeof usageContract>('usage')

export type Features = Awaited<ReturnType<typeof adoption.features.call>>
export type Movers = Awaited<ReturnType<typeof adoption.movers.call>>
export type Retention = Awaited<ReturnType<typeof adoption.retention.call>>
