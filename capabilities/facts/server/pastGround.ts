import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { PastGround } from '#capabilities/facts/core/pastGround.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import { factsAsOf, historyBegins, startOfDay } from './past.ts'
import { readRebuild } from './rebuild/job.ts'
import { rebuiltAsOf } from './rebuild/read.ts'
import { rebuiltFacts } from './rebuild/rebuild.ts'
import type { FactRow } from './rows.ts'
import { facts as installedFacts } from './system.ts'

type Place = { id: WorkspaceId; timeZone: string }

/** How far back a workspace's past is known: its history, and the month ends that were worked out before it. */
export type PastReach = { begins: Day | null; monthEnds: readonly Day[] }

/** The fact by which an account is known to have been there; of month ends, which keep no names, the state of its contract. */
export const presence = { history: 'account.name', month_end: 'contract.state' } as const

/** Reads how far back a workspace's past is known. */
export async function pastReach(tx: Tx, events: EventStore, { id, timeZone }: Place): Promise<PastReach> {
  const [begins, rebuilt] = [await historyBegins(events, id), await readRebuild(tx)]
  return { begins: begins === null ? null : dayOf(begins, timeZone), monthEnds: rebuilt?.days ?? [] }
}

/** How far back facts are known that may have been asked for later than the history begins. */
export function reachOf(reach: PastReach, catalogue: Catalogue, facts: readonly string[], timeZone: string): PastReach {
  const later = facts.flatMap((key) => catalogue.get(key)?.keptFrom ?? []).map((at) => dayOf(Date.parse(at), timeZone))
  const { begins } = reach
  return { ...reach, begins: begins === null ? null : later.reduce((last, one) => (one > last ? one : last), begins) }
}

/** Of these facts, those of which a past day can't be told: not kept, not asked for yet then, or not worked out afterwards. */
export function untoldFacts(
  catalogue: Catalogue,
  facts: readonly string[],
  { ground, timeZone }: { ground: PastGround; timeZone: string },
): string[] {
  if (ground.on === null) return [...facts]
  const end = startOfDay(addDays(ground.on, 1), timeZone)
  const worked = ground.from === 'month_end' ? rebuiltFacts(installedFacts()) : null
  return facts.filter((key) => {
    const fact = catalogue.get(catalogue.get(key)?.derived?.of ?? key)
    if (!fact || fact.kept === false) return true
    return worked ? !worked.has(fact.key) : fact.keptFrom !== undefined && Date.parse(fact.keptFrom) >= end
  })
}

/** Stored facts as a ground tells them, of all accounts or of those named; nobody where nothing reaches the day. */
export async function factsOn(
  events: EventStore,
  workspace: Place,
  asked: { catalogue: Catalogue; facts: readonly string[]; ground: PastGround; accounts?: readonly AccountId[] },
): Promise<Map<AccountId, FactRow>> {
  const { ground, ...rest } = asked
  if (ground.on === null) return new Map()
  const question = { ...rest, day: ground.on }
  return ground.from === 'history'
    ? factsAsOf(events, workspace, question)
    : rebuiltAsOf(events, workspace.id, question)
}
