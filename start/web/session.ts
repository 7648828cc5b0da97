import type { accessContract } from '#capabilities/access/contract.ts'
import { api } from '#web/client.ts'

export const access = api<typeof accessContract>('access')

/** Who is signed in; asked once, and again after anything about it changed. */
export const meQuery = access.me.read.queryOptions({ staleTime: 300_000, retry: false })
