import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { SeenClause } from '#capabilities/facts/core/seen.ts'
import type { Stay } from '#capabilities/journey/core/stays.ts'
import type { Cause, Evidence, Source } from '#capabilities/journey/core/words.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** A stay as it is kept. */
export type StoredStay = Stay & {
  id: string
  accountId: AccountId
  mapId: string
  ask: boolean
  /** How it went, written down when it was over. */
  measured: boolean
  helpAsked: number | null
  percentile: number | null
  struggle: number | null
}

type StayRow = {
  id: string
  account_id: AccountId
  map_id: string
  phase: string
  entered_on: Day
  left_on: Day | null
  cause: Cause
  ask: boolean
  measured: boolean
  help_asked: number | null
  percentile: number | null
  struggle: number | null
}

/** All stays of some accounts, oldest first, and last the one that is not over: also where a clock was put back since. */
export async function readStays(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, StoredStay[]>> {
  const { rows } = await sql<StayRow>`
    select id, account_id, map_id, phase, entered_on, left_on, cause, ask, measured, help_asked, percentile, struggle
    from account_phases
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
    order by account_id, left_at is null, entered_at, id
  `.execute(tx)
  const stays = new Map<AccountId, StoredStay[]>()
  for (const row of rows) {
    const stay: StoredStay = {
      id: row.id,
      accountId: row.account_id,
      mapId: row.map_id,
      phase: row.phase,
      enteredOn: row.entered_on,
      leftOn: row.left_on,
      cause: row.cause,
      ask: row.ask,
      measured: row.measured,
      helpAsked: row.help_asked,
      percentile: row.percentile,
      struggle: row.struggle,
    }
    const known = stays.get(row.account_id)
    if (known) known.push(stay)
    else stays.set(row.account_id, [stay])
  }
  return stays
}

/** A milestone as it was reached for the first time, or as somebody confirmed it. */
export type Reached = {
  milestone: string
  reachedOn: Day
  source: Source
  personId: PersonId | null
  note: string | null
  /** Since when it does not hold any more; null: it holds. */
  lostOn: Day | null
  /** How often it stopped to hold. */
  losses: number
  /** What a person saw it by, and when. */
  evidence: Evidence | null
  evidenceOn: Day | null
}

type ReachedRow = {
  account_id: AccountId
  milestone: string
  reached_on: Day
  source: Source
  person_id: PersonId | null
  note: string | null
  lost_on: Day | null
  losses: number
  evidence: Evidence | null
  evidence_on: Day | null
}

/** The milestones that some accounts have reached, by key. */
export async function readReached(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, Map<string, Reached>>> {
  const { rows } = await sql<ReachedRow>`
    select account_id, milestone, reached_on, source, person_id, note, lost_on, losses, evidence, evidence_on
    from account_milestones
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
  `.execute(tx)
  const reached = new Map<AccountId, Map<string, Reached>>()
  for (const row of rows) {
    const { account_id, milestone, source, note, losses, evidence } = row
    const known = reached.get(account_id) ?? new Map<string, Reached>()
    const told = { milestone, source, note, losses, evidence, personId: row.person_id, evidenceOn: row.evidence_on }
    known.set(milestone, { ...told, reachedOn: row.reached_on, lostOn: row.lost_on })
    reached.set(account_id, known)
  }
  return reached
}

export type NewStay = {
  id: string
  account_id: AccountId
  map_id: string
  phase: string
  entered_on: Day
  cause: Cause
  person_id?: PersonId | null
  reason?: string | null
  evidence?: SeenClause[]
  ask?: boolean
}

/**
 * Ends stays and begins new ones, each with one statement. Answers the accounts that were moved: those whose stay somebody
 * else has ended meanwhile are left alone.
 */
export async function moveOn(
  tx: Tx,
  workspaceId: WorkspaceId,
  moves: readonly { leaves: string | null; begins: NewStay }[],
  at: Date,
  on: Day,
): Promise<Set<AccountId>> {
  if (moves.length === 0) return new Set()
  const leaving = moves.flatMap(({ leaves }) => (leaves ? [leaves] : []))
  const left = await sql<{ account_id: AccountId }>`
    update account_phases set left_at = ${at}, left_on = ${on}
    where workspace_id = ${workspaceId} and id = any(${leaving}::uuid[]) and left_at is null returning account_id
  `.execute(tx)
  const free = new Set(left.rows.map((row) => row.account_id))
  const begins = moves.filter(({ leaves, begins: { account_id } }) => !leaves || free.has(account_id))
  const { rows } = await sql<{ account_id: AccountId }>`
    insert into public.account_phases
      (workspace_id, id, account_id, map_id, phase, entered_on, entered_at, cause, person_id, reason, evidence, ask)
    select ${workspaceId}::uuid, id, account_id, map_id, phase, entered_on, ${at}, cause, person_id, reason,
      coalesce(evidence, '[]'), coalesce(ask, false)
    from jsonb_to_recordset(${JSON.stringify(begins.map((move) => move.begins))}::jsonb) as stay (
      id uuid, account_id uuid, map_id uuid, phase text, entered_on date, cause text, person_id uuid, reason text,
      evidence jsonb, ask boolean
    )
    on conflict (workspace_id, account_id) where left_at is null do nothing returning account_id
  `.execute(tx)
  return new Set(rows.map((row) => row.account_id))
}

/** A milestone that was reached for the first time: by its condition, or by a step of a plan that is named. */
export type NewlyReached = {
  account_id: AccountId
  milestone: string
  source: 'facts' | 'plan'
  reached_on: Day
  note: string | null
}

/** Keeps that milestones were reached for the first time. */
export async function keepReached(tx: Tx, workspaceId: WorkspaceId, reached: readonly NewlyReached[]): Promise<void> {
  if (reached.length === 0) return
  await sql`
    insert into account_milestones (workspace_id, account_id, milestone, reached_on, source, note)
    select ${workspaceId}::uuid, account_id, milestone, reached_on, source, note
    from jsonb_to_recordset(${JSON.stringify(reached)}::jsonb)
      as reached (account_id uuid, milestone text, reached_on date, source text, note text)
    on conflict do nothing
  `.execute(tx)
}

/** A milestone that stopped to hold (`holds` false), or holds again. */
export type Turned = { account_id: AccountId; milestone: string; holds: boolean }

/** Keeps since when milestones do not hold any more, and how often that came about. */
export async function keepTurned(tx: Tx, workspaceId: WorkspaceId, turned: readonly Turned[], on: Day): Promise<void> {
  if (turned.length === 0) return
  await sql`
    update account_milestones m set lost_on = case when t.holds then null else ${on}::date end,
      losses = m.losses + case when t.holds then 0 else 1 end
    from jsonb_to_recordset(${JSON.stringify(turned)}::jsonb) as t (account_id uuid, milestone text, holds boolean)
    where m.workspace_id = ${workspaceId} and m.account_id = t.account_id and m.milestone = t.milestone
  `.execute(tx)
}
