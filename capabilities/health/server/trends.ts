import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factHistory, startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'

type Asked = {
  events: EventStore
  workspace: Workspace
  catalogue: Catalogue
  accounts: readonly AccountId[]
  today: Day
  days: number
}

const step = 7 // days; a course of three months has 14 points, which a line of text has room for

/** The scores of some accounts at the end of each seventh day up to now, oldest first. One query, however many accounts. */
export async function scoreTrends({ events, workspace, catalogue, accounts, today, days }: Asked) {
  const fact = catalogue.get('health.score')
  if (!fact || accounts.length === 0) return []
  const ends = Array.from({ length: Math.floor(days / step) + 1 }, (_, weeks) =>
    startOfDay(addDays(today, 1 - weeks * step), workspace.timeZone),
  ).toReversed()
  const known = await factHistory(events, workspace.id, { fact, accounts, from: ends[0] ?? 0 })
  return accounts.map((id) => {
    const values = known.get(id) ?? []
    const scores = ends.map((end) => {
      const value = values.findLast((one) => one.at <= end)?.value
      return typeof value === 'number' ? Math.round(value) : null
    })
    return { id, scores }
  })
}
