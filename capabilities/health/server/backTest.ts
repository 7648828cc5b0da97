import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factCatalogue, factOnDays, historyBegins, readRebuild } from '#capabilities/facts/server/index.ts'
import { readLosses } from '#capabilities/revenue/server/index.ts'
import { addDays, addMonths, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type BackTest, backTest, type Shown, testedDays } from '../core/proof/backTest.ts'
import { drawsFrom } from '../core/proof/draws.ts'
import type { Scorecard } from '../core/scorecard.ts'
import type { Grade } from '../core/words.ts'
import { readCards } from './cards.ts'
import { type PastDay, replayCards } from './replay.ts'

type Asked = {
  database: Database
  events: EventStore
  workspace: Workspace
  today: Day
  /** Days within which a loss counts as having followed. */
  horizon: number
  /** Scores as they were shown, or as today's scorecards (or a draft in their stead) would have shown them. */
  of: 'shown' | 'replayed'
  cards?: readonly Scorecard[]
}

export type Tested = {
  from: Day | null
  to: Day | null
  /** Facts that today's scorecards ask of a time of which they say nothing: they count as missing there. */
  silent: string[]
  result: BackTest
}

/** Months looked back at most. */
const mostMonths = 36

/**
 * What scores of this workspace were worth: those of each month's end, against the losses that its contracts tell of
 * since. A few questions for each month, however many accounts.
 */
export async function testScores(asked: Asked): Promise<Tested> {
  const { database, events, workspace, today, horizon, of } = asked
  const [catalogue, written, rebuild, cards] = await database.workspace(workspace.id, async (tx) => [
    await factCatalogue(tx, workspace),
    await readLosses(tx, workspace.id),
    await readRebuild(tx),
    asked.cards ?? (await readCards(tx, workspace.id)),
  ])
  const begins = await historyBegins(events, workspace.id)
  const first = begins === null ? today : dayOf(begins, workspace.timeZone)
  const known = monthEnds(first, today).map((day): PastDay => ({ day, rebuilt: false }))
  const before = (rebuild?.days ?? []).flatMap((day): PastDay[] => (day < first ? [{ day, rebuilt: true }] : []))
  const all = of === 'shown' ? known : [...before, ...known].slice(-mostMonths)
  const closed = new Set(
    testedDays(
      all.map(({ day }) => day),
      today,
      horizon,
    ),
  )
  const days = all.filter(({ day }) => closed.has(day))
  const { shown, silent } =
    of === 'shown'
      ? {
          shown: await shownScores(
            events,
            workspace,
            catalogue,
            days.map(({ day }) => day),
          ),
          silent: [],
        }
      : await replayCards({ events, workspace, catalogue, cards, days })
  const churned = catalogue.get('contract.churned_on')
  const looks = [...known.map(({ day }) => day), today]
  const told = churned ? await factOnDays(events, workspace, { fact: churned, days: looks }) : []
  const pairs = [...told.flatMap((one) => [...one]), ...written] as [AccountId, Day][]
  const losses = lossesOf(pairs)
  const result = backTest(shown, losses, horizon, drawsFrom(horizon))
  return { from: days[0]?.day ?? null, to: days.at(-1)?.day ?? null, silent, result }
}

/** Scores of customers as they were shown at the end of some days: three questions. */
async function shownScores(
  events: EventStore,
  workspace: Workspace,
  catalogue: Catalogue,
  days: readonly Day[],
): Promise<Shown[]> {
  const known = (key: string) => {
    const fact = catalogue.get(key)
    return fact && days.length > 0 ? factOnDays(events, workspace, { fact, days }) : []
  }
  const [scores, gradesThen, states] = await Promise.all([
    known('health.score'),
    known('health.grade'),
    known('contract.state'),
  ])
  return days.flatMap((day, at) =>
    [...(states[at] ?? [])].flatMap(([account, state]): Shown[] => {
      if (state !== 'active') return []
      const score = (scores[at]?.get(account) as number | undefined) ?? null
      const grade = (gradesThen[at]?.get(account) as Grade | undefined) ?? 'unknown'
      return [{ account, day, score, grade }]
    }),
  )
}

/** The last days of the months that ended before today, from the month of `first` on, oldest first. */
function monthEnds(first: Day, today: Day): Day[] {
  const thisMonth = `${today.slice(0, 7)}-01` as Day
  const ends = Array.from({ length: mostMonths }, (_, back) => addDays(addMonths(thisMonth, -back), -1))
  return ends.filter((end) => end >= first).reverse()
}

/** Every day of leaving that was ever known; who came back and left again has two. */
function lossesOf(told: readonly (readonly [AccountId, Day])[]): Map<AccountId, Day[]> {
  const losses = new Map<AccountId, Set<Day>>()
  for (const [account, day] of told) {
    const days = losses.get(account)
    if (days) days.add(day)
    else losses.set(account, new Set([day]))
  }
  return new Map([...losses].map(([account, days]) => [account, [...days].sort()]))
}
