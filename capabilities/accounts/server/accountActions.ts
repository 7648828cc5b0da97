import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChanges } from '#capabilities/access/server/index.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { changedAccountSchema } from '../contract/account.ts'
import { plainAccount } from '../core/account.ts'
import type { AssignmentRole } from '../core/words.ts'
import { changeIssues } from './accountChecks.ts'
import type { AccountChange } from './accountColumns.ts'
import { type Account, readAccounts } from './accountRead.ts'
import { type Call, insertAccount, lockAccounts, type Patch, patchAccounts, patchOf } from './accountWrite.ts'
import { assign } from './assignments.ts'
import { replaceExternalIds } from './externalIds.ts'

type Changed = z.infer<typeof changedAccountSchema>

/** One account as the contract shows it, or the answer that it is not there. */
export async function theAccount(tx: Tx, id: AccountId): Promise<Account> {
  const [account] = await readAccounts(tx, [id])
  if (!account) throw notFound()
  return account
}

/** Creates an account, or refuses its values. */
export async function createAccount(tx: Tx, call: Call, given: AccountChange & { name: string }): Promise<Account> {
  const change = plainAccount(given)
  const issues = await changeIssues(tx, null, change)
  if (issues.length > 0) throw refused(issues)
  const id = await insertAccount(tx, call, change)
  if (change.externalIds?.length) await replaceExternalIds(tx, call, id, change.externalIds)
  for (const [role, person] of assigned(change)) await assign(tx, call, [id], { role, personId: person })
  await publish(tx, call, [id])
  return theAccount(tx, id)
}

/** Changes an account that is still at `version`, or says what is in the way; tells how to take the change back. */
export async function updateAccount(
  tx: Tx,
  call: Call,
  { id, version, ...given }: AccountChange & { id: AccountId; version: number },
): Promise<Changed> {
  const change = plainAccount(given)
  const [state] = await lockAccounts(tx, [id])
  if (!state) throw notFound()
  if (state.version !== version) throw changedMeanwhile(state.version)
  const issues = await changeIssues(tx, id, change)
  if (issues.length > 0) throw refused(issues)

  const [patched] = await patchAccounts(tx, call, [state], () => patchOf(state, change))
  const undo: AccountChange = undoOf(patched?.before ?? {}, change)
  if (change.externalIds) {
    const before = await replaceExternalIds(tx, call, id, change.externalIds)
    if (before) undo.externalIds = before
  }
  for (const [role, person] of assigned(change)) {
    const before = await assign(tx, call, [id], { role, personId: person })
    if (before.has(id)) undo.assignments = { ...undo.assignments, [role]: before.get(id) }
  }
  if (!patched && Object.keys(undo).length > 0)
    await sql`update accounts set version = version + 1 where id = ${id}`.execute(tx)
  if (Object.keys(undo).length > 0) await publish(tx, call, [id])
  const account = await theAccount(tx, id)
  return { account, undo: { ...undo, version: account.version } }
}

/** The change that puts back what was there: own fields one by one, so that those changed meanwhile stay. */
function undoOf(before: Patch, change: AccountChange): AccountChange {
  const { searchText: _search, reading: _reading, custom, ...attributes } = before
  if (!custom) return attributes as AccountChange
  const values = custom as NonNullable<AccountChange['custom']>
  return {
    ...(attributes as AccountChange),
    custom: Object.fromEntries(Object.keys(change.custom ?? {}).map((key) => [key, values[key] ?? null])),
  }
}

const assigned = (change: AccountChange) =>
  Object.entries(change.assignments ?? {}) as [AssignmentRole, PersonId | null][]

/** Archives an account or brings it back. Doing it twice is doing it once. */
export async function setArchived(tx: Tx, call: Call, id: AccountId, archived: boolean): Promise<Account> {
  const [state] = await lockAccounts(tx, [id])
  if (!state) throw notFound()
  if (!archived && state.archivedAt) {
    const issues = await changeIssues(tx, id, { corporateNumber: state.corporateNumber as string | null })
    if (issues.length > 0) throw refused(issues)
  }
  const at = archived ? (state.archivedAt ?? call.now()) : null
  const action = archived ? 'account.archive' : 'account.restore'
  await patchAccounts(tx, call, [state], () => ({ archivedAt: at }), action)
  await publish(tx, call, [id])
  return theAccount(tx, id)
}

/** Remembers that the caller looked at an account, and tells when they did before. */
export async function look(tx: Tx, call: Call, id: AccountId): Promise<string | null> {
  const { personId, workspaceId } = call.caller
  const before = await lastLook(tx, call, id)
  await theAccount(tx, id)
  await sql`
    insert into last_looks (workspace_id, person_id, account_id, at)
    values (${workspaceId}, ${personId}, ${id}, ${call.now()})
    on conflict (workspace_id, person_id, account_id) do update set at = excluded.at
  `.execute(tx)
  return before
}

/** When the caller last looked at an account; null: never. */
export async function lastLook(tx: Tx, call: Pick<Call, 'caller'>, id: AccountId): Promise<string | null> {
  const { rows } = await sql<{ at: Date }>`
    select at from last_looks where account_id = ${id} and person_id = ${call.caller.personId}
  `.execute(tx)
  return rows[0]?.at.toISOString() ?? null
}

/** Tells open pages that accounts changed, once the transaction is committed. */
export async function publish(tx: Tx, call: Call, ids: readonly AccountId[]): Promise<void> {
  await call.live.publish(call.caller.workspaceId, { topic: 'account', ids }, tx)
}

/** Writes down what somebody may wish to know later although nothing was changed: an export. */
export async function recordExport(tx: Tx, call: Call, what: Record<string, unknown>): Promise<void> {
  await recordChanges(tx, [
    { by: call.caller, action: 'account.export', subjectId: call.caller.workspaceId, after: what },
  ])
}
