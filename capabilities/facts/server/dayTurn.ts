import { sql } from 'kysely'
import { turnDue } from '#capabilities/facts/core/turn.ts'
import { type Day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { FactWorkspace } from './page.ts'
import type { PassOutcome } from './pass.ts'
import { pageSize, settle, type SettleTools, sum } from './settle.ts'

/** How far computing all accounts of a workspace has come. */
export type TurnProgress = { day: Day; done: number; total: number; startedAt: Date }

/** A turn under way: it stands in memory alone, a new start begins it anew. `stored`: it reads no sources. */
export type Turn = TurnProgress & { asked: number; stored: boolean; after: AccountId | null }

/** What the database knows of a workspace's last turn. */
export type TurnState = { turned_to: Day | null; turning_to: Day | null; asked: number; rederive: boolean }

/**
 * The turn that a workspace needs, or null where all accounts were computed today. A new wish begins it anew. Where all
 * sources were read today and only definitions are others since, they are not read again. That a turn begins is written
 * down first: nothing may be computed for a day of which nobody knows.
 */
export async function dueTurn(
  tools: SettleTools,
  workspace: FactWorkspace,
  state: TurnState,
  under: Turn | undefined,
): Promise<Turn | null> {
  const now = tools.now()
  const day = dayOf(now.getTime(), workspace.timeZone)
  const due = turnDue({ turnedTo: state.turned_to, turning: state.turning_to, rederive: state.rederive }, day)
  if (due === null) return null
  if (under && under.asked === state.asked && under.day === day) return under
  const { rows } = await tools.database.workspace(workspace.id, async (tx) => {
    if (due === 'all') await noteBegin(tx, workspace, day)
    for (const derivation of tools.system.derivations) await derivation.beforeAll?.({ tx, workspace, today: day })
    return sql<{ total: number }>`
      select count(*) as total from accounts where workspace_id = ${workspace.id} and archived_at is null
    `.execute(tx)
  })
  return {
    day,
    asked: state.asked,
    stored: due === 'derived',
    after: null,
    done: 0,
    total: rows[0]?.total ?? 0,
    startedAt: now,
  }
}

const noteBegin = (tx: Tx, workspace: FactWorkspace, day: Day) =>
  sql`
    insert into day_turns (workspace_id, turned_to, turning_to) values (${workspace.id}, '0001-01-01', ${day})
    on conflict (workspace_id) do update set turning_to = excluded.turning_to
  `.execute(tx)

/** Pages computed side by side: while one waits for the stores, the other calculates. */
const abreast = 3

// As the event store orders ids: by their second half. What a page of accounts used then lies together there.
const place = sql`(right(id::text, 17), id)`
const placeOf = (id: AccountId) => sql`(right(${id}::uuid::text, 17), ${id}::uuid)`

/** Computes the next pages of a turn. Answers whether the turn is complete. */
export async function turnPages(
  tools: SettleTools,
  workspace: FactWorkspace,
  turn: Turn,
): Promise<PassOutcome & { complete: boolean }> {
  const ids = await tools.database.workspace(workspace.id, async (tx) => {
    const { rows } = await sql<{ id: AccountId }>`
      select id from accounts
      where workspace_id = ${workspace.id} and archived_at is null ${turn.after === null ? sql`` : sql`and ${place} > ${placeOf(turn.after)}`}
      order by right(id::text, 17), id limit ${pageSize * abreast}
    `.execute(tx)
    return rows.map((row) => row.id)
  })
  const outcome = await settleAll({ ...tools, stored: turn.stored }, workspace, ids)
  turn.done += ids.length
  turn.after = ids.at(-1) ?? turn.after
  const complete = ids.length < pageSize * abreast
  if (complete) await keepTurn(tools, workspace, turn)
  return { ...outcome, complete }
}

async function settleAll(
  tools: SettleTools,
  workspace: FactWorkspace,
  ids: readonly AccountId[],
): Promise<PassOutcome> {
  const size = Math.max(1, Math.ceil(ids.length / abreast))
  const parts = Array.from({ length: abreast }, (_, i) => ids.slice(i * size, (i + 1) * size))
  const done = await Promise.all(parts.filter((part) => part.length > 0).map((part) => settle(tools, workspace, part)))
  return done.reduce(sum, { accounts: 0, changed: 0, changes: 0 })
}

async function keepTurn(tools: SettleTools, workspace: FactWorkspace, turn: Turn): Promise<void> {
  await tools.database.workspace(workspace.id, (tx) =>
    sql`
      insert into day_turns (workspace_id, turned_to, asked) values (${workspace.id}, ${turn.day}, ${turn.asked})
      on conflict (workspace_id) do update set turned_to = excluded.turned_to, turning_to = null, rederive = false
        where day_turns.asked = excluded.asked
    `.execute(tx),
  )
}
