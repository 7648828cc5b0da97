import { type Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factHistory, startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { Grade } from '../core/words.ts'

export type HistoryPoint = { day: Day; score: number | null; grade: Grade }

type Asked = {
  events: EventStore
  workspace: Workspace
  catalogue: Catalogue
  account: AccountId
  today: Day
  days: number
}

/** The score at the end of each day on which it (or its grade) changed, oldest first, and as it stood when they begin. */
export async function scoreHistory({
  events,
  workspace,
  catalogue,
  account,
  today,
  days,
}: Asked): Promise<HistoryPoint[]> {
  const from = startOfDay(addDays(today, -days), workspace.timeZone)
  const [scores, grades] = await Promise.all(
    ['health.score', 'health.grade'].map(async (key) => {
      const fact = catalogue.get(key)
      if (!fact) return []
      const known = await factHistory(events, workspace.id, { fact, accounts: [account], from })
      return known.get(account) ?? []
    }),
  )
  const byDay = new Map<Day, { score?: number | null; grade?: Grade }>()
  const at = (instant: number) => {
    const day = dayOf(instant, workspace.timeZone)
    const known = byDay.get(day) ?? {}
    byDay.set(day, known)
    return known
  }
  for (const { at: instant, value } of scores ?? []) at(instant).score = value as number | null
  for (const { at: instant, value } of grades ?? []) at(instant).grade = (value ?? 'unknown') as Grade
  return filled([...byDay].sort(([a], [b]) => a.localeCompare(b)))
}

/** Days on which only one of the two changed keep the other as it was. */
function filled(days: readonly [Day, { score?: number | null; grade?: Grade }][]): HistoryPoint[] {
  let score: number | null = null
  let grade: Grade = 'unknown'
  return days.map(([day, known]) => {
    if (known.score !== undefined) score = known.score
    if (known.grade !== undefined) grade = known.grade
    return { day, score, grade }
  })
}
