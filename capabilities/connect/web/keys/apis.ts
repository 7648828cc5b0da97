import type { keysContract } from '#capabilities/connect/contract/keys.ts'
import { api } from '#web/client.ts'

export const keys = api<typeof keysContract>('keys')

export type ApiKey = Awaited<ReturnType<typeof keys.list.call>>['keys'][number]
