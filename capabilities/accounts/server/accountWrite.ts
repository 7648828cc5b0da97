import { sql } from 'kysely'
import { type Author, recordChanges } from '#capabilities/access/server/index.ts'
import { sameValue } from '#capabilities/facts/core/fact.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { mergeCustom } from '../core/customField.ts'
import { accountSearchText, sortReading } from '../core/searchText.ts'
import { type AccountChange, type AccountState, type Attribute, columns, selectedColumns } from './accountColumns.ts'

/** What a write needs of the call it belongs to. */
export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>

/** Who writes: a caller, or a customer's own person by what they answered, and from where. */
export type Writer = Pick<Call, 'now'> & { caller: Author; origin?: string }

/** A part of an account's row, to be put in place of what is there. */
export type Patch = Partial<Record<Attribute, unknown>>

/** What a patch changed of one account: the values before, and the version after. */
export type Patched = { id: AccountId; version: number; before: Patch; after: Patch }

/**
 * Reads accounts to change them, whole as they are, for what the caller does not see has to stay: nobody else changes
 * them until the transaction is over.
 */
export async function lockAccounts(tx: Tx, ids: readonly AccountId[]): Promise<AccountState[]> {
  const { rows } = await sql<AccountState>`
    select a.id, a.version, ${selectedColumns('a')} from public.accounts a where a.id = any(${ids}::uuid[]) order by a.id
    for update
  `.execute(tx)
  return rows
}

/** Accounts as their rows have them, in the order of their ids. */
export async function readStates(tx: Tx, ids: readonly AccountId[]): Promise<AccountState[]> {
  const { rows } = await sql<AccountState>`
    select a.id, a.version, ${selectedColumns('a')} from accounts a where a.id = any(${ids}::uuid[]) order by a.id
  `.execute(tx)
  return rows
}

/** The part of a change that lies in the account's own row. */
export function patchOf(state: AccountState, change: AccountChange): Patch {
  const { externalIds: _ids, assignments: _assignments, custom, ...patch } = change
  return { ...patch, ...(custom ? { custom: mergeCustom(state.custom, custom) } : {}) }
}

/** The parts of a patch that differ from what is there, with the search text that follows from names. */
export function differing(state: AccountState, patch: Patch): Patch {
  const names = { name: state.name, nameKana: state.nameKana, nameEn: state.nameEn, ...pick(patch) }
  const full: Patch = { ...patch, searchText: accountSearchText(names), reading: sortReading(names) }
  const changed = Object.entries(full).filter(
    ([key, value]) => value !== undefined && !isSame(value, state[key as Attribute]),
  )
  return Object.fromEntries(changed)
}

const pick = (patch: Patch) =>
  Object.fromEntries(
    Object.entries(patch).filter(([key, value]) => ['name', 'nameKana', 'nameEn'].includes(key) && value !== undefined),
  )

function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (Array.isArray(a) && Array.isArray(b)) return sameValue(a, b)
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) return sameObject(a, b)
  return a === b
}

function sameObject(a: object, b: object): boolean {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => isSame(left[key] ?? null, right[key] ?? null))
}

/**
 * Puts patches over accounts that are locked, all in one statement; writes each into the audit log and has their facts
 * computed anew. Accounts that already are as patched are left alone and left out of the answer.
 */
export async function patchAccounts(
  tx: Tx,
  call: Writer,
  states: readonly AccountState[],
  patchFor: (state: AccountState) => Patch,
  action = 'account.update',
): Promise<Patched[]> {
  const changes = states.flatMap((state) => {
    const after = differing(state, patchFor(state))
    const before = Object.fromEntries(Object.keys(after).map((key) => [key, state[key as Attribute]]))
    return Object.keys(after).length === 0 ? [] : [{ id: state.id, version: state.version + 1, before, after, state }]
  })
  if (changes.length === 0) return []
  const touched = [...new Set(changes.flatMap((change) => Object.keys(change.after) as Attribute[]))]
  const values = changes.map(({ state, after }) => ({
    id: state.id,
    ...Object.fromEntries(touched.map((key) => [key, key in after ? after[key] : state[key]])),
  }))
  await sql`
    update public.accounts a set version = a.version + 1, updated_at = ${call.now()},
      ${sql.join(touched.map((key) => sql`${sql.id(columns[key][0])} = ${sql.ref(`v.${key}`)}`))}
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v (id uuid, ${sql.join(
      touched.map((key) => sql`${sql.id(key)} ${sql.raw(columns[key][1])}`),
    )})
    where a.id = v.id
  `.execute(tx)
  await recordChanges(
    tx,
    changes.map(({ id, before, after }) => ({
      by: call.caller,
      action,
      subjectId: id,
      accountId: id,
      before: shown(before),
      after: shown(after),
      ...(call.origin === undefined ? {} : { origin: call.origin }),
    })),
  )
  const ids = changes.map((change) => change.id)
  await markDirty(tx, call.caller.workspaceId, ids)
  return changes.map(({ state: _state, ...change }) => change)
}

/** What follows from names needs no place in the audit log. */
function shown({ searchText: _search, reading: _reading, ...patch }: Patch): Patch {
  return patch
}

/** Inserts one account with the values of a change and returns its id. */
export async function insertAccount(tx: Tx, call: Call, change: AccountChange & { name: string }): Promise<AccountId> {
  const id = call.newId<AccountId>()
  const blank = { nameKana: null, nameEn: null, custom: {} }
  const patch: Patch = patchOf(blank as unknown as AccountState, change)
  const names = { name: change.name, nameKana: change.nameKana ?? null, nameEn: change.nameEn ?? null }
  const row: Patch = { ...patch, searchText: accountSearchText(names), reading: sortReading(names) }
  const keys = Object.keys(row).filter((key) => row[key as Attribute] !== undefined) as Attribute[]
  await sql`
    insert into public.accounts (workspace_id, id, ${sql.join(keys.map((key) => sql.id(columns[key][0])))})
    select ${call.caller.workspaceId}::uuid, ${id}::uuid, ${sql.join(keys.map((key) => sql.ref(`v.${key}`)))}
    from jsonb_to_record(${JSON.stringify(row)}::jsonb) as v (${sql.join(
      keys.map((key) => sql`${sql.id(key)} ${sql.raw(columns[key][1])}`),
    )})
  `.execute(tx)
  await recordChanges(tx, [
    { by: call.caller, action: 'account.create', subjectId: id, accountId: id, after: shown(row) },
  ])
  await markDirty(tx, call.caller.workspaceId, [id])
  return id
}
