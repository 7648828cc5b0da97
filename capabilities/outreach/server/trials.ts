import { sql } from 'kysely'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { conditionSql } from '#capabilities/facts/server/index.ts'
import { daysBetween } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Half, type Sides, standing, type Trial } from '../core/trial.ts'
import { nextOpening } from '../core/window.ts'
import { broadcastColumns, broadcastSource, type StoredBroadcast, type TrialEnd } from './broadcasts.ts'
import { type Asked, askedOf, type Company } from './company.ts'

/** A broadcast whose rest waits for a trial to end. */
export const awaitsTrial = sql`(b.definition -> 'trial' is not null and b.definition -> 'trial' <> 'null'::jsonb and b.trial_end is null)`

type Tried = StoredBroadcast & { definition: { trial: Trial } }

/**
 * Looks at the trials that go on, each once a day of the workspace: what was reached since is marked, and where the rule
 * says that it is over the rest of the recipients gets the text that won. Answers how many were ended.
 */
export async function lookAtTrials(tx: Tx, company: Company): Promise<number> {
  const { workspace, today } = company
  const { rows } = await sql<Tried>`
    select ${broadcastColumns} from ${broadcastSource}
    where b.workspace_id = ${workspace.id} and b.removed_at is null and b.status = 'running' and b.expanded_at is not null
      and ${awaitsTrial} and b.trial_began_on < ${today}::date and b.trial_looked_on is distinct from ${today}::date
    for no key update of b skip locked
  `.execute(tx)
  if (rows.length === 0) return 0
  const asked = await askedOf(tx, company)
  let ended = 0
  for (const broadcast of rows) if (await lookAt(tx, company, asked, broadcast)) ended++
  return ended
}

async function lookAt(tx: Tx, company: Company, asked: Asked, broadcast: Tried): Promise<boolean> {
  const { workspace, now, today } = company
  const { trial } = broadcast.definition
  await markReached(tx, company, asked, broadcast)
  const sides = (await sidesOf(tx, workspace.id, [broadcast.id])).get(broadcast.id)!
  const stands = standing(sides, trial, daysBetween(broadcast.trialBeganOn!, today))
  const end: TrialEnd | null =
    stands.is === 'over'
      ? { winner: stands.winner, because: stands.because, sure: stands.sure, at: new Date(now).toISOString(), sides }
      : null
  await sql`
    update outreach_broadcasts set trial_looked_on = ${today}::date, trial_end = ${end && JSON.stringify(end)}::jsonb
    where workspace_id = ${workspace.id} and id = ${broadcast.id}
  `.execute(tx)
  if (!end) return false
  const opens = nextOpening(now, { ...company, window: broadcast.definition.window })
  await sql`
    update outreach_messages set half = ${end.winner}, due_at = ${new Date(opens)}
    where workspace_id = ${workspace.id} and broadcast_id = ${broadcast.id} and half is null and status = 'planned'
  `.execute(tx)
  return true
}

/** Marks the mails at whose customers what they are for holds by now, within its days; in one statement. */
async function markReached(tx: Tx, { workspace, now }: Company, asked: Asked, broadcast: Tried): Promise<void> {
  const { goal } = broadcast.definition.trial
  if (goal.is !== 'reached') return
  const read = readCondition(goal.condition, asked.catalogue)
  if (!read.ok) return
  await sql`
    update outreach_messages m set reached_at = ${new Date(now)} from account_facts
    where m.workspace_id = ${workspace.id} and m.broadcast_id = ${broadcast.id} and m.status in ('queued', 'sent')
      and m.reached_at is null and m.decided_at > ${new Date(now)}::timestamptz - ${goal.days} * interval '1 day'
      and account_facts.workspace_id = m.workspace_id and account_facts.account_id = m.account_id
      and ${conditionSql(read.value, asked.moment)}
  `.execute(tx)
}

/** Customers where what a trial is decided on holds already. */
export async function holdingNow(
  tx: Tx,
  workspaceId: WorkspaceId,
  { catalogue, moment }: Asked,
  goal: Extract<Trial['goal'], { is: 'reached' }>,
): Promise<Set<string>> {
  const read = readCondition(goal.condition, catalogue)
  if (!read.ok) return new Set()
  const { rows } = await sql<{ id: string }>`
    select account_id as id from account_facts where workspace_id = ${workspaceId} and ${conditionSql(read.value, moment)}
  `.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** How the halves of some broadcasts do: who had their mail, and who of them did what it is decided on. */
export async function sidesOf(tx: Tx, workspaceId: WorkspaceId, ids: readonly string[]): Promise<Map<string, Sides>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; half: Half; sent: number; did: number }>`
    select b.id, m.half, count(*)::int as sent,
      count(*) filter (where case b.definition #>> '{trial,goal,is}' when 'reached' then m.reached_at else m.replied_at end
        is not null)::int as did
    from outreach_broadcasts b
      join outreach_messages m on m.workspace_id = b.workspace_id and m.broadcast_id = b.id
    where b.workspace_id = ${workspaceId} and b.id = any(${sql`${[...ids]}::uuid[]`}) and m.half is not null
      and m.status in ('queued', 'sent')
    group by b.id, m.half
  `.execute(tx)
  const none = { sent: 0, did: 0 }
  const of = (id: string, half: Half) => {
    const found = rows.find((row) => row.id === id && row.half === half)
    return found ? { sent: found.sent, did: found.did } : none
  }
  return new Map(ids.map((id) => [id, { a: of(id, 'a'), b: of(id, 'b') }]))
}
