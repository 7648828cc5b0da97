import { sql } from 'kysely'
import type { Label } from '#capabilities/facts/core/fact.ts'
import {
  factCatalogue,
  type FactRow,
  factsOfDays,
  historyBegins,
  readRebuild,
  rebuiltAsOf,
} from '#capabilities/facts/server/index.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { peerUses } from '../core/peers.ts'
import { readCards } from './cards.ts'
import { type PastDay, readerOf, storedBehind } from './pastCustomers.ts'
import { factsReadBy, scorer } from './scorer.ts'
import { readSpreads } from './spreads.ts'

type Asked = {
  database: Database
  events: EventStore
  workspace: Workspace
  account: AccountId
  today: Day
  days: number
}

export type Recomputed = {
  points: { day: Day; score: number | null }[]
  breaks: { day: Day; card: Label; version: number }[]
}

/** Days between the points of a year, and of a longer time. */
const [week, month] = [7, 28]

/**
 * The score of an account as today's cards would have given it, by what was known then: each week, before the history
 * begins at the month ends that were worked out. Where customers are compared, it is with those of today.
 */
export async function recomputedScores(asked: Asked): Promise<Recomputed> {
  const { database, events, workspace, account, today, days } = asked
  const { catalogue, cards, rebuild, spreads } = await database.workspace(workspace.id, async (tx) => {
    const inForce = await readCards(tx, workspace.id)
    return {
      catalogue: await factCatalogue(tx, workspace),
      cards: inForce,
      rebuild: await readRebuild(tx),
      spreads: await readSpreads(tx, workspace.id, peerUses(inForce), today),
    }
  })
  const begun = await historyBegins(events, workspace.id)
  if (begun === null) return { points: [], breaks: [] }
  const first = dayOf(begun, workspace.timeZone)
  const from = addDays(today, -days)
  const rebuilt = (rebuild?.days ?? []).filter((day) => day >= from && day < first)
  const kept = steps(from < first ? first : from, today, days > 400 ? month : week)
  const past = { events, workspace, catalogue, days: rebuilt.map((day): PastDay => ({ day, rebuilt: true })) }
  const { stored } = storedBehind(past, factsReadBy(cards, catalogue))
  const facts = [...new Set(['account.name', ...stored])]
  const one = { catalogue, facts, account }
  const rows: [Day, FactRow | undefined][] = []
  for (const day of rebuilt)
    rows.push([day, (await rebuiltAsOf(events, workspace.id, { ...one, day, accounts: [account] })).get(account)])
  const known = await factsOfDays(events, workspace, { ...one, days: kept })
  kept.forEach((day, at) => rows.push([day, isThere(known[at]!) ? known[at] : undefined]))
  const read = readerOf(past)
  const score = scorer(cards, past, spreads)
  const keys = new Set<string>()
  const points = rows.map(([day, row]) => {
    const [scored] = row ? score({ day, customers: [{ account, value: read(row, day) }] }) : []
    if (scored) keys.add(scored.card.key)
    return { day, score: scored?.health.score ?? null }
  })
  const breaks = await database.workspace(workspace.id, (tx) => readBreaks(tx, workspace, { keys: [...keys], from }))
  const begins = points.findIndex((point) => point.score !== null)
  return { points: begins < 0 ? [] : points.slice(begins), breaks }
}

const isThere = (row: FactRow) => (row['account.name'] ?? null) !== null

/** Days some apart, oldest first, the last one today. */
function steps(from: Day, today: Day, apart: number): Day[] {
  const days: Day[] = []
  for (let day = today; day >= from; day = addDays(day, -apart)) days.unshift(day)
  return days
}

/** Versions of cards that took the place of earlier ones since a day. */
async function readBreaks(
  tx: Tx,
  { id, timeZone }: { id: WorkspaceId; timeZone: string },
  { keys, from }: { keys: readonly string[]; from: Day },
): Promise<Recomputed['breaks']> {
  const { rows } = await sql<{ at: Date; card: Label; version: number }>`
    select published_at as at, definition -> 'label' as card, version from scorecards
    where workspace_id = ${id} and key = any(${keys}::text[]) and version > 1 and published_at >= ${from}::date
    order by published_at
  `.execute(tx)
  return rows.map(({ at, ...row }) => ({ day: dayOf(at.getTime(), timeZone), ...row }))
}
