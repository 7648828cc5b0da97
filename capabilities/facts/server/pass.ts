import { sql } from 'kysely'
import { segmentsFact } from '#capabilities/facts/core/segment/segment.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Live, LiveMessage } from '#platform/http/live.ts'
import { idArray } from './arrayText.ts'
import { compute } from './compute.ts'
import { writeHistory } from './history.ts'
import { type Cells, layoutOf } from './layout.ts'
import type { FactWorkspace } from './page.ts'
import { endOfDay } from './past.ts'
import { holdRows } from './rows.ts'
import { tellRosters } from './rosters.ts'
import { leaveAll } from './segmentMembers.ts'
import { factCatalogue, type FactSystem } from './system.ts'
import { insertRows, updateRows } from './writeRows.ts'

/** What computing facts stands on. */
export type PassTools = {
  system: FactSystem
  events: EventStore
  live: Live
  onMalformed: (facts: string[]) => void
  /** Sources are not asked again, but for a page with an account that was never computed. */
  stored?: boolean
}

export type PassOutcome = { accounts: number; changed: number; changes: number }

/**
 * Computes the facts of some accounts as of `now` and keeps what changed: the row, its history, and a word to open pages.
 * Archived accounts lose their row (no condition holds for them); their history says when. One account and a hundred
 * thousand take the same way.
 */
export async function passOver(
  tx: Tx,
  tools: PassTools,
  workspace: FactWorkspace,
  accounts: readonly AccountId[],
  now: Date,
): Promise<PassOutcome> {
  const catalogue = await factCatalogue(tx, workspace, tools.system)
  const layout = layoutOf(catalogue)
  const { living, allKnown } = await livingOf(tx, workspace.id, accounts)
  const before = await holdRows(tx, workspace.id, { accounts, allKnown, layout })
  const today = dayOf(now.getTime(), workspace.timeZone)
  const stored = tools.stored === true && living.every((id) => before.has(id))
  const tell = (message: LiveMessage) => tools.live.publish(workspace.id, message, tx)
  const until = new Date(endOfDay(today, workspace.timeZone))
  const page = { tx, workspace, accounts: living, today, until, now, events: tools.events, stored, tell }
  const { rows, changes, malformed } = await compute(page, tools.system, { catalogue, layout, before })
  if (malformed.size > 0) tools.onMalformed([...malformed])
  const ids = [...changes.keys()]
  const made = new Map(ids.filter((id) => !before.has(id)).map((id) => [id, rows.get(id)!]))
  const known = new Map(ids.filter((id) => before.has(id)).map((id) => [id, rows.get(id)!]))
  const changed = new Set<number>()
  for (const id of known.keys()) for (const slot of changes.get(id)!) changed.add(slot)
  await insertRows(tx, workspace.id, { layout, rows: made, at: now })
  await updateRows(tx, workspace.id, { layout, rows: known, changed, at: now })
  const gone = await removeRows(tx, workspace.id, accounts, rows, before)
  if (gone.length > 0)
    await leaveAll(
      tx,
      workspace.id,
      gone.map(([id]) => id),
      now,
    )
  for (const [id, slots] of gone) changes.set(id, slots)
  await writeHistory(tx, workspace.id, { layout, rows, changes, at: now })
  if (changes.size > 0) {
    const told = changes.size > 100 ? [] : [...changes.keys()]
    await tools.live.publish(workspace.id, { topic: 'account', ids: told }, tx)
    const segments = layout.slotOf.get(segmentsFact.key)
    if (segments !== undefined && [...changes.values()].some((slots) => slots.includes(segments)))
      await tools.live.publish(workspace.id, { topic: 'segment', ids: [] }, tx)
    await tellRosters(tx, workspace.id, [...changes.keys()])
  }
  const count = [...changes.values()].reduce((sum, slots) => sum + slots.length, 0)
  return { accounts: accounts.length, changed: changes.size, changes: count }
}

/** The accounts among these that are not archived, and whether each of them has a row. */
async function livingOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<{ living: AccountId[]; allKnown: boolean }> {
  const { rows } = await sql<{ id: AccountId; known: boolean }>`
    select a.id, f.account_id is not null as known
    from accounts a left join account_facts f on f.workspace_id = a.workspace_id and f.account_id = a.id
      and f.account_id = any(${idArray(accounts)})
    where a.workspace_id = ${workspaceId} and a.id = any(${idArray(accounts)}) and a.archived_at is null order by a.id
  `.execute(tx)
  return { living: rows.map((row) => row.id), allKnown: rows.every((row) => row.known) }
}

/** Takes away the rows of accounts that are archived, and answers what was known of each: all of it is missing now. */
async function removeRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  living: ReadonlyMap<AccountId, unknown>,
  before: ReadonlyMap<AccountId, Cells>,
): Promise<[AccountId, number[]][]> {
  const gone = accounts.filter((id) => !living.has(id) && before.has(id))
  if (gone.length === 0) return []
  await sql`
    delete from account_facts where workspace_id = ${workspaceId} and account_id = any(${idArray(gone)})
  `.execute(tx)
  return gone.map((id) => [id, before.get(id)!.flatMap((value, slot) => (value === null ? [] : [slot]))])
}
