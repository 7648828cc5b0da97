import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factCatalogue, factOnDays, historyBegins, readRebuild } from '#capabilities/facts/server/index.ts'
import { readLosses } from '#capabilities/revenue/server/index.ts'
import { addDays, addMonths, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type Losses, testedDays } from '../core/proof/backTest.ts'
import type { PastDay } from './pastCustomers.ts'

/** Months looked back at most. */
const mostMonths = 36

export type PastOf = {
  database: Database
  events: EventStore
  workspace: Workspace
  today: Day
  /** Days within which a loss counts as having followed. */
  horizon: number
}

/** What a score or a model is proven on. */
export type PastGround = {
  catalogue: Catalogue
  /** Month ends whose horizon is over, oldest first: those before the history begins were worked out afterwards. */
  days: PastDay[]
  losses: Losses
}

/** The month ends of a workspace's past, and the losses that are known of. `shownOnly`: none that was worked out afterwards. */
export async function readPastGround(of: PastOf, shownOnly: boolean): Promise<PastGround> {
  const { database, events, workspace, today, horizon } = of
  const { catalogue, written, rebuild } = await database.workspace(workspace.id, async (tx) => ({
    catalogue: await factCatalogue(tx, workspace),
    written: await readLosses(tx, workspace.id),
    rebuild: await readRebuild(tx),
  }))
  const begins = await historyBegins(events, workspace.id)
  const first = begins === null ? today : dayOf(begins, workspace.timeZone)
  const known = monthEnds(first, today).map((day): PastDay => ({ day, rebuilt: false }))
  const before = (rebuild?.days ?? []).filter((day) => day < first).map((day): PastDay => ({ day, rebuilt: true }))
  const all = shownOnly ? known : [...before, ...known].slice(-mostMonths)
  const closed = new Set(
    testedDays(
      all.map(({ day }) => day),
      today,
      horizon,
    ),
  )
  const churned = catalogue.get('contract.churned_on')
  const looks = [...known.map(({ day }) => day), today]
  const told = churned ? await factOnDays(events, workspace, { fact: churned, days: looks }) : []
  const pairs = [...told.flatMap((one) => [...one]), ...written] as [AccountId, Day][]
  return { catalogue, days: all.filter(({ day }) => closed.has(day)), losses: lossesOf(pairs) }
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
