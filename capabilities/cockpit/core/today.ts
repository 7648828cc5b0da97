import { addBusinessDays, type BusinessCalendar } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'

/** What orders a day: pinned first, then by rank, then the earlier due, then the older one. */
export type Orderable = { id: string; pinned: boolean; dueOn: string; rank: { value: number } }

export function byRank(a: Orderable, b: Orderable): number {
  return (
    Number(b.pinned) - Number(a.pinned) ||
    b.rank.value - a.rank.value ||
    a.dueOn.localeCompare(b.dueOn) ||
    a.id.localeCompare(b.id)
  )
}

/** The day's list at `limit` things a day; the rest is parked on the business days that follow, in the same order. */
export function planDay<Item extends Orderable>(
  items: readonly Item[],
  limit: number,
  today: Day,
  calendar: BusinessCalendar,
): { items: Item[]; parked: (Item & { parkedFor: Day })[] } {
  const sorted = [...items].sort(byRank)
  const days: Day[] = []
  const parked = sorted.slice(limit).map((item, at) => {
    const later = Math.floor(at / limit)
    days[later] ??= addBusinessDays(calendar, today, later + 1)
    return { ...item, parkedFor: days[later] }
  })
  return { items: sorted.slice(0, limit), parked }
}
