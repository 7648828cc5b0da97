import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factOnDays, historyBegins } from '#capabilities/facts/server/index.ts'
import { addDays, addMonths, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type BackTest, backTest, type Shown, testedDays } from '../core/proof/backTest.ts'
import { drawsFrom } from '../core/proof/draws.ts'
import type { Grade } from '../core/words.ts'

type Asked = { events: EventStore; workspace: Workspace; catalogue: Catalogue; today: Day; horizon: number }

/** Months looked back at most. */
const mostMonths = 36

/**
 * What the scores of this workspace were worth: as they were shown at each month's end, against the losses that its contracts tell
 * of since. Four questions to the history, however many accounts.
 */
export async function testScores({ events, workspace, catalogue, today, horizon }: Asked): Promise<{
  from: Day | null
  to: Day | null
  result: BackTest
}> {
  const begins = await historyBegins(events, workspace.id)
  const first = begins === null ? today : dayOf(begins, workspace.timeZone)
  const days = testedDays(monthEnds(first, today), today, horizon)
  const known = (key: string, on: readonly Day[]) => {
    const fact = catalogue.get(key)
    return fact && on.length > 0 ? factOnDays(events, workspace, { fact, days: on }) : []
  }
  const looks = days.length === 0 ? [] : [...monthEnds(first, today), today]
  const [scores, gradesThen, states, churned] = await Promise.all([
    known('health.score', days),
    known('health.grade', days),
    known('contract.state', days),
    known('contract.churned_on', looks),
  ])
  const shown = days.flatMap((day, at) =>
    [...(states[at] ?? [])].flatMap(([account, state]): Shown[] => {
      if (state !== 'active') return []
      const score = (scores[at]?.get(account) as number | undefined) ?? null
      const grade = (gradesThen[at]?.get(account) as Grade | undefined) ?? 'unknown'
      return [{ account, day, score, grade }]
    }),
  )
  const result = backTest(shown, lossesOf(churned as ReadonlyMap<AccountId, Day>[]), horizon, drawsFrom(horizon))
  return { from: days[0] ?? null, to: days.at(-1) ?? null, result }
}

/** The last days of the months that ended before today, from the month of `first` on, oldest first. */
function monthEnds(first: Day, today: Day): Day[] {
  const thisMonth = `${today.slice(0, 7)}-01` as Day
  const ends = Array.from({ length: mostMonths }, (_, back) => addDays(addMonths(thisMonth, -back), -1))
  return ends.filter((end) => end >= first).reverse()
}

/** Every day of leaving that was ever known; who came back and left again has two. */
function lossesOf(churned: readonly ReadonlyMap<AccountId, Day>[]): Map<AccountId, Day[]> {
  const losses = new Map<AccountId, Set<Day>>()
  for (const known of churned)
    for (const [account, day] of known) {
      const days = losses.get(account)
      if (days) days.add(day)
      else losses.set(account, new Set([day]))
    }
  return new Map([...losses].map(([account, days]) => [account, [...days].sort()]))
}
