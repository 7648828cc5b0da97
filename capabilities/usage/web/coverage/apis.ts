import type { usageContract } from '#capabilities/usage/contract.ts'
import { api } from '#web/client.ts'

export const { coverage, metrics } = api<typeof usageContract>('usage')

export type Chain = Awaited<ReturnType<typeof coverage.chain.call>>
export type Coverage = Awaited<ReturnType<typeof coverage.account.call>>
