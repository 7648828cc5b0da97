import { sql } from 'kysely'
import { recordChanges } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { AssignmentRole } from '../core/words.ts'
import type { Call } from './accountWrite.ts'

/** Who is to have a role at some accounts from today on; null: nobody. */
export type Assigning = { role: AssignmentRole; personId: PersonId | null }

/** Who had a role before, by account; accounts where it was as asked already are left out. */
export type Reassigned = Map<AccountId, PersonId | null>

/**
 * Gives a role to a person at accounts, from today on. What was before ends today and is kept; a change of the same day
 * leaves no trace in the history, and one that is taken back on the same day lets the assignment before go on.
 */
export async function assign(tx: Tx, call: Call, accounts: readonly AccountId[], to: Assigning): Promise<Reassigned> {
  const { workspaceId } = call.caller
  const today = call.today()
  const { rows: changed } = await sql<{ id: AccountId; before: PersonId | null }>`
    select a.id, s.person_id as before from unnest(${[...accounts]}::uuid[]) as a (id)
    left join account_assignments s on s.workspace_id = ${workspaceId} and s.account_id = a.id and s.role = ${to.role}
      and s.to_day is null
    where s.person_id is distinct from ${to.personId}::uuid
  `.execute(tx)
  if (changed.length === 0) return new Map()
  const ids = changed.map((row) => row.id)
  await sql`
    delete from account_assignments
    where account_id = any(${ids}::uuid[]) and role = ${to.role} and to_day is null and from_day >= ${today}::date
  `.execute(tx)
  await sql`
    update account_assignments set to_day = ${today}
    where account_id = any(${ids}::uuid[]) and role = ${to.role} and to_day is null
  `.execute(tx)
  if (to.personId !== null) await begin(tx, call, ids, to.role, to.personId)
  await recordChanges(
    tx,
    changed.map(({ id, before }) => ({
      by: call.caller,
      action: 'account.assign',
      subjectId: id,
      accountId: id,
      before: { [to.role]: before },
      after: { [to.role]: to.personId },
    })),
  )
  await markDirty(tx, workspaceId, ids)
  return new Map(changed.map((row) => [row.id, row.before]))
}

async function begin(
  tx: Tx,
  call: Call,
  ids: readonly AccountId[],
  role: AssignmentRole,
  person: PersonId,
): Promise<void> {
  const today = call.today()
  const { rows: reopened } = await sql<{ id: AccountId }>`
    update account_assignments set to_day = null
    where account_id = any(${ids}::uuid[]) and role = ${role} and person_id = ${person} and to_day = ${today}
    returning account_id as id
  `.execute(tx)
  const open = new Set(reopened.map((row) => row.id))
  const fresh = ids.filter((id) => !open.has(id))
  await sql`
    insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
    select ${call.caller.workspaceId}::uuid, id, account_id, ${person}::uuid, ${role}, ${today}::date
    from unnest(${fresh.map(() => call.newId())}::uuid[], ${fresh}::uuid[]) as v (id, account_id)
  `.execute(tx)
}
