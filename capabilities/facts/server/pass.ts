import { sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Live } from '#platform/http/live.ts'
import { compute } from './compute.ts'
import { writeHistory } from './history.ts'
import type { FactWorkspace } from './page.ts'
import { holdRows, writeRows } from './rows.ts'
import { factCatalogue, type FactSystem } from './system.ts'

/** What computing facts stands on. */
export type PassTools = { system: FactSystem; events: EventStore; live: Live; onMalformed: (facts: string[]) => void }

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
  const living = await livingOf(tx, workspace.id, accounts)
  const before = await holdRows(tx, workspace.id, { accounts, living, facts: catalogue.all })
  const today = dayOf(now.getTime(), workspace.timeZone)
  const page = { tx, workspace, accounts: living, today, now, events: tools.events }
  const { rows, changes, malformed } = await compute(page, tools.system, catalogue, before)
  if (malformed.size > 0) tools.onMalformed([...malformed])

  const gone = await removeRows(tx, workspace.id, accounts, rows, before)
  for (const id of gone) {
    const row = before.get(id)!
    const known = catalogue.all.filter((fact) => !fact.derived && (row[fact.key] ?? null) !== null)
    changes.set(id, known)
    rows.set(id, {})
  }
  const written = new Map([...changes.keys()].filter((id) => !gone.includes(id)).map((id) => [id, rows.get(id)!]))
  const changed = new Set([...changes.values()].flatMap((facts) => facts.map((fact) => fact.key)))
  await writeRows(tx, workspace.id, { rows: written, changed, catalogue, at: now })
  await writeHistory(tx, workspace.id, { rows, changes, at: now })
  if (changes.size > 0) {
    const ids = changes.size > 100 ? [] : [...changes.keys()]
    await tools.live.publish(workspace.id, { topic: 'account', ids }, tx)
  }
  const count = [...changes.values()].reduce((sum, facts) => sum + facts.length, 0)
  return { accounts: accounts.length, changed: changes.size, changes: count }
}

async function livingOf(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select id from accounts
    where workspace_id = ${workspaceId} and id = any(${accounts}::uuid[]) and archived_at is null order by id
  `.execute(tx)
  return rows.map((row) => row.id)
}

async function removeRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  living: ReadonlyMap<AccountId, unknown>,
  before: ReadonlyMap<AccountId, unknown>,
): Promise<AccountId[]> {
  const gone = accounts.filter((id) => !living.has(id) && before.has(id))
  if (gone.length === 0) return gone
  await sql`
    delete from account_facts where workspace_id = ${workspaceId} and account_id = any(${gone}::uuid[])
  `.execute(tx)
  return gone
}
