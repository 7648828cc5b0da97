import { sql } from 'kysely'
import type { z } from 'zod'
import { type EarlyPage, idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { overrideSchema } from '../contract/override.ts'
import { type Override, overrideState } from '../core/override.ts'

/** An override as it is shown. */
export type ShownOverride = z.infer<typeof overrideSchema>

/** The overrides that hold today, of a page of accounts: one question. */
export async function readHolding(page: EarlyPage): Promise<ReadonlyMap<AccountId, Override>> {
  const { tx, workspace, accounts, today } = page
  if (accounts.length === 0) return new Map()
  const { rows } = await sql<{ account_id: AccountId; score: number; until: Day }>`
    select account_id, score, holds_until as until from score_overrides
    where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and ended_at is null
      and holds_until >= ${today}::date
  `.execute(tx)
  return new Map(rows.map(({ account_id, score, until }) => [account_id, { score, until }]))
}

type OverrideRow = {
  id: string
  score: number
  reason: string
  until: Day
  set_at: Date
  set_by: string
  name: string | null
  ended_at: Date | null
  ended_by: string | null
  ender: string | null
}

/** What people said the score of an account is to count as, newest first. */
export async function readOverrides(
  tx: Tx,
  workspaceId: WorkspaceId,
  account: AccountId,
  today: Day,
): Promise<ShownOverride[]> {
  const { rows } = await sql<OverrideRow>`
    select o.id, o.score, o.reason, o.holds_until as until, o.set_at, o.set_by, s.name, o.ended_at, o.ended_by,
      e.name as ender
    from score_overrides o
    left join people s on s.workspace_id = o.workspace_id and s.id = o.set_by
    left join people e on e.workspace_id = o.workspace_id and e.id = o.ended_by
    where o.workspace_id = ${workspaceId} and o.account_id = ${account}
    order by o.set_at desc, o.id desc limit 200
  `.execute(tx)
  return rows.map(({ id, score, reason, until, set_at, set_by, name, ended_at, ended_by, ender }) => ({
    id,
    score,
    reason,
    until,
    at: set_at.toISOString(),
    person: { id: set_by, name: name ?? '' },
    state: overrideState({ until, endedByPerson: ended_by !== null }, today),
    ended: ended_at && ended_by ? { at: ended_at.toISOString(), person: { id: ended_by, name: ender ?? '' } } : null,
  }))
}
