import type { limitsContract } from '#capabilities/limits/contract.ts'
import { api } from '#web/client.ts'

/** The routes of limits, typed. */
export const limits = api<typeof limitsContract>('limits')
