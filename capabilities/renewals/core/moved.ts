import type { Day } from '#kernel/day.ts'
import type { Category, RenewalStatus } from './words.ts'

/** How a renewal stood in a forecast. */
export type Stand = { category: Category | null; chance: number | null; amount: number | null; termEnd: Day }

export type Movement = 'opened' | 'closed' | 'withdrawn' | 'judged' | 'surer' | 'less_sure' | 'amount' | 'moved'

/** Points by which a model's probability must have changed to be told: it moves a little every day. */
const worthTelling = 10

/** What happened to a renewal since a forecast was kept, the weightiest thing alone; null: nothing worth telling. */
export function whatMoved(then: Stand | null, now: Stand & { status: RenewalStatus }): Movement | null {
  if (now.status === 'withdrawn') return then ? 'withdrawn' : null
  if (now.status === 'closed') return 'closed'
  if (!then) return 'opened'
  if (then.termEnd !== now.termEnd) return 'moved'
  if (then.category === null && now.category !== null) return 'judged'
  const points = (now.chance ?? 0) - (then.chance ?? 0)
  const isSaid = then.category !== now.category
  const isClear = now.category !== null || (then.chance !== null && Math.abs(points) >= worthTelling)
  if (points !== 0 && (isSaid || isClear)) return points > 0 ? 'surer' : 'less_sure'
  return then.amount === now.amount ? null : 'amount'
}
