import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { overrideIssues } from '../core/override.ts'
import { readOverrides, type ShownOverride } from './overrideRead.ts'

type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>

/** Lets a score count as another one until the end of a day, in place of the override that holds. */
export async function createOverride(
  tx: Tx,
  call: Call,
  account: AccountId,
  given: { score: number; reason: string; until: Day },
): Promise<ShownOverride> {
  const { score, reason, until } = given
  const issues = overrideIssues(given, call.today())
  if (issues.length > 0) throw refused(issues)
  const before = await makeRoom(tx, call, account)
  const id = call.newId()
  await sql`
    insert into score_overrides (workspace_id, id, account_id, score, reason, holds_until, set_by, set_at)
    values (${call.caller.workspaceId}, ${id}, ${account}, ${score}, ${reason}, ${until}, ${call.caller.personId},
      ${call.now()})
  `.execute(tx)
  return wrote(tx, call, account, { action: 'override.create', id, before, after: { score, reason, until } })
}

/** Ends an override before its time. Not found: it does not hold. */
export async function endOverride(tx: Tx, call: Call, account: AccountId, id: string): Promise<ShownOverride> {
  const before = await makeRoom(tx, call, account, id)
  if (!before) throw notFound()
  return wrote(tx, call, account, { action: 'override.end', id, before, after: null })
}

/** Lets an override hold again that was ended before its time. Not found: its last day is over, or it holds. */
export async function reopenOverride(tx: Tx, call: Call, account: AccountId, id: string): Promise<ShownOverride> {
  const before = await makeRoom(tx, call, account)
  const { rows } = await sql<Said>`
    update score_overrides set ended_at = null, ended_by = null
    where workspace_id = ${call.caller.workspaceId} and account_id = ${account} and id = ${id}
      and ended_by is not null and holds_until >= ${call.today()}::date
    returning score, reason, holds_until as until
  `.execute(tx)
  const [after] = rows
  if (!after) throw notFound()
  return wrote(tx, call, account, { action: 'override.reopen', id, before, after })
}

type Said = { score: number; reason: string; until: Day }

/**
 * Ends the override that holds (only `id`, if named), and answers what it said. One whose last day is over is put away,
 * and nobody is said to have ended it.
 */
async function makeRoom(tx: Tx, call: Call, account: AccountId, id?: string): Promise<Said | null> {
  const { workspaceId, personId } = call.caller
  // Two who override at once come one after the other: only one holds.
  await sql`
    select 1 from accounts where workspace_id = ${workspaceId} and id = ${account} for no key update
  `.execute(tx)
  const { rows } = await sql<Said & { held: boolean }>`
    update score_overrides set ended_at = ${call.now()},
      ended_by = case when holds_until >= ${call.today()}::date then ${personId}::uuid end
    where workspace_id = ${workspaceId} and account_id = ${account} and ended_at is null
      and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    returning score, reason, holds_until as until, ended_by is not null as held
  `.execute(tx)
  const [row] = rows
  if (!row?.held) return null
  const { score, reason, until } = row
  return { score, reason, until }
}

type Written = { action: string; id: string; before: Said | null; after: Said | null }

async function wrote(tx: Tx, call: Call, account: AccountId, change: Written): Promise<ShownOverride> {
  const { workspaceId } = call.caller
  const { action, id, before, after } = change
  await recordChange(tx, { by: call.caller, accountId: account, action, subjectId: id, before, after })
  await markDirty(tx, workspaceId, [account])
  await call.live.publish(workspaceId, { topic: 'account', ids: [account] }, tx)
  const all = await readOverrides(tx, workspaceId, account, call.today())
  return all.find((one) => one.id === id)!
}
