import type { followingContract } from '#capabilities/journey/contract/following.ts'
import type { journeyContract } from '#capabilities/journey/contract.ts'
import { api } from '#web/client.ts'

export const journey = api<typeof journeyContract>('journey')
export const following = api<typeof followingContract>('following')

export const pathQuery = (id: string) => journey.path.queryOptions({ input: { id } })
export type Path = Awaited<ReturnType<typeof journey.path.call>>
export type Current = NonNullable<Path['current']>
export type Blocker = Path['blockers'][number]
export type Milestone = Current['milestones'][number]
