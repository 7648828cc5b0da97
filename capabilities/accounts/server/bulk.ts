import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { AssignmentRole } from '../core/words.ts'
import { publish } from './accountActions.ts'
import { changeIssues } from './accountChecks.ts'
import type { AccountState } from './accountColumns.ts'
import { type Call, lockAccounts, type Patch, patchAccounts, type Patched } from './accountWrite.ts'
import { assign, type Reassigned } from './assignments.ts'
import {
  assignedBy,
  attributesOf,
  type BulkChange,
  patchFor,
  type Selection,
  selectedAccounts,
} from './bulkSelection.ts'

/** Accounts changed with one statement. */
const pageSize = 2000

type Applied = { changeId: string; accounts: number; changed: number; same: number }

/** Changes many accounts, and keeps under the id that is returned what is needed to take it back. */
export async function applyBulk(tx: Tx, call: Call, selection: Selection, change: BulkChange): Promise<Applied> {
  const issues = await changeIssues(tx, null, attributesOf(change))
  if (issues.length > 0) throw refused(issues)
  const changeId = call.newId()
  const { workspaceId, personId } = call.caller
  await sql`
    insert into account_changes (workspace_id, id, person_id, change)
    values (${workspaceId}, ${changeId}, ${personId}, ${JSON.stringify(change)}::jsonb)
  `.execute(tx)
  const ids = await selectedAccounts(tx, call, selection)
  let accounts = 0
  let changed = 0
  for (let at = 0; at < ids.length; at += pageSize) {
    const states = await lockAccounts(tx, ids.slice(at, at + pageSize))
    accounts += states.length
    changed += await changePage(tx, call, states, change, changeId)
  }
  const after = { accounts, changed, change }
  await recordChange(tx, { by: call.caller, action: 'accounts.change', subjectId: changeId, after })
  await publish(tx, call, [])
  return { changeId, accounts, changed, same: accounts - changed }
}

async function changePage(
  tx: Tx,
  call: Call,
  states: readonly AccountState[],
  change: BulkChange,
  changeId: string,
): Promise<number> {
  const now = call.now()
  const patched = await patchAccounts(tx, call, states, (state) => patchFor(state, change, now))
  const reassigned: [AssignmentRole, Reassigned][] = []
  const ids = states.map((state) => state.id)
  for (const [role, personId] of assignedBy(change))
    reassigned.push([role, await assign(tx, call, ids, { role, personId })])
  const rows = undoRows(states, patched, reassigned)
  const bumped = rows.filter((row) => row.attributes === null).map((row) => row.id)
  await sql`update accounts set version = version + 1 where id = any(${bumped}::uuid[])`.execute(tx)
  await sql`
    insert into public.account_change_rows (workspace_id, change_id, account_id, version, before)
    select ${call.caller.workspaceId}::uuid, ${changeId}::uuid, id, version,
      jsonb_build_object('attributes', coalesce(attributes, '{}'), 'assignments', assignments)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (id uuid, version int, attributes jsonb, assignments jsonb)
  `.execute(tx)
  return rows.length
}

/** What to put back, by account: attributes that were replaced (null: none), and who had the roles. */
function undoRows(
  states: readonly AccountState[],
  patched: readonly Patched[],
  reassigned: [AssignmentRole, Reassigned][],
) {
  const patches = new Map(patched.map((one) => [one.id, one]))
  return states.flatMap(({ id, version }) => {
    const roles = reassigned.filter(([, of]) => of.has(id)).map(([role, of]) => [role, of.get(id) ?? null])
    const patch = patches.get(id)
    if (!patch && roles.length === 0) return []
    const { searchText: _search, reading: _reading, ...attributes } = patch?.before ?? {}
    return [{ id, version: version + 1, attributes: patch ? attributes : null, assignments: Object.fromEntries(roles) }]
  })
}

type UndoRow = {
  id: AccountId
  version: number
  before: { attributes: Patch; assignments: Partial<Record<AssignmentRole, PersonId | null>> }
}

/** Takes a change of many accounts back where nobody has changed the account since. Once only. */
export async function undoBulk(tx: Tx, call: Call, changeId: string): Promise<{ undone: number; kept: number }> {
  const { rows: found } = await sql`
    update account_changes set undone_at = ${call.now()} where id = ${changeId} and undone_at is null returning id
  `.execute(tx)
  if (found.length === 0) throw notFound()
  const { rows } = await sql<UndoRow>`
    select account_id as id, version, before from public.account_change_rows where change_id = ${changeId} order by account_id
  `.execute(tx)
  let undone = 0
  for (let at = 0; at < rows.length; at += pageSize) undone += await undoPage(tx, call, rows.slice(at, at + pageSize))
  const after = { undone, kept: rows.length - undone }
  await recordChange(tx, { by: call.caller, action: 'accounts.change_undone', subjectId: changeId, after })
  await publish(tx, call, [])
  return after
}

async function undoPage(tx: Tx, call: Call, rows: readonly UndoRow[]): Promise<number> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const states = await lockAccounts(tx, [...byId.keys()])
  const untouched = states.filter((state) => byId.get(state.id)!.version === state.version)
  await patchAccounts(tx, call, untouched, (state) => byId.get(state.id)!.before.attributes)
  const back = new Map<string, { role: AssignmentRole; personId: PersonId | null; ids: AccountId[] }>()
  for (const { id } of untouched) {
    for (const [role, personId] of Object.entries(byId.get(id)!.before.assignments) as [
      AssignmentRole,
      PersonId | null,
    ][]) {
      const key = `${role} ${personId}`
      const group = back.get(key) ?? { role, personId, ids: [] }
      group.ids.push(id)
      back.set(key, group)
    }
  }
  for (const { ids, ...to } of back.values()) await assign(tx, call, ids, to)
  return untouched.length
}
