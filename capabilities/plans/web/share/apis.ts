import type { portalContract } from '#capabilities/plans/contract/portalRoutes.ts'
import { api } from '#web/client.ts'

export const portal = api<typeof portalContract>('portal')

export const sharedQuery = (id: string) => portal.shared.queryOptions({ input: { id } })

export type Shared = Awaited<ReturnType<typeof portal.shared.call>>
export type SharedLink = Shared['links'][number]
export type Thread = Shared['threads'][number]
export type GuestRole = SharedLink['role']
