import { sql } from 'kysely'
import { recordChanges } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { forbidden } from '#platform/http/refusal.ts'
import type { UpsertRow } from '../contract/upsert.ts'
import { accountIssues, plainAccount } from '../core/account.ts'
import { type CustomField, customIssues, mergeCustom } from '../core/customField.ts'
import { accountSearchText, sortReading } from '../core/searchText.ts'
import { columns } from './accountColumns.ts'
import { type Call, lockAccounts, patchAccounts, patchOf } from './accountWrite.ts'
import { readFieldRules } from './fieldRead.ts'

type Outcome = 'created' | 'changed' | 'same' | 'refused'
type Row = UpsertRow & { id: AccountId | null; issues: Issue[] }

/**
 * Creates or changes accounts by the ids that another system gives them. Rows that are refused leave the others be; however
 * many there are, the database is asked the same few questions.
 */
export async function upsertAccounts(tx: Tx, call: Call, source: string, given: readonly UpsertRow[]) {
  const known = await knownBy(
    tx,
    source,
    given.map((row) => row.externalId),
  )
  const fields = await readFieldRules(tx, 'account')
  const seen = new Set<string>()
  const rows = given.map((row): Row => {
    const plain = plainAccount(row)
    const id = known.get(row.externalId) ?? null
    const issues = issuesOf(plain, id, fields)
    if (seen.has(row.externalId)) issues.push({ field: 'externalId', value: row.externalId, rule: 'external_id_taken' })
    seen.add(row.externalId)
    return { ...plain, id, issues }
  })
  await refuseTakenNumbers(tx, rows)
  const fine = rows.filter(({ issues }) => issues.length === 0)
  const states = await lockAccounts(tx, [...new Set(fine.flatMap(({ id }) => id ?? []))])
  const byId = new Map(fine.map((row) => [row.id, row]))
  const patched = await patchAccounts(tx, call, states, (state) => patchOf(state, changeOf(byId.get(state.id)!)))
  const changed = new Set(patched.map(({ id }) => id))
  const made = await insertAll(
    tx,
    call,
    source,
    fine.filter(({ id }) => id === null),
  )
  const touched = [...changed, ...made.values()]
  if (touched.length > 0)
    await call.live.publish(call.caller.workspaceId, { topic: 'account', ids: touched.length > 100 ? [] : touched }, tx)
  return rows.map(({ externalId, id, issues }) => {
    const created = issues.length === 0 ? made.get(externalId) : undefined
    const outcome: Outcome = issues.length > 0 ? 'refused' : created ? 'created' : changed.has(id!) ? 'changed' : 'same'
    return {
      externalId,
      outcome,
      id: id ?? created ?? null,
      issues,
    }
  })
}

function changeOf({ externalId: _external, id: _id, issues: _issues, ...change }: Row) {
  return change
}

async function knownBy(tx: Tx, source: string, externalIds: readonly string[]): Promise<Map<string, AccountId>> {
  const { rows } = await sql<{ externalId: string; id: AccountId }>`
    select external_id as "externalId", account_id as id from account_external_ids
    where source = ${source} and external_id = any(${externalIds}::text[])
  `.execute(tx)
  return new Map(rows.map((row) => [row.externalId, row.id]))
}

function issuesOf(row: UpsertRow, id: AccountId | null, fields: readonly CustomField[]): Issue[] {
  return [
    ...accountIssues(row),
    ...customIssues(fields, row.custom ?? {}),
    ...(id === null && !row.name ? [{ field: 'name', rule: 'required' }] : []),
  ]
}

/** Adds an issue where a corporate number is another account's, in the database or in the same request. */
async function refuseTakenNumbers(tx: Tx, rows: readonly Row[]): Promise<void> {
  const numbers = rows.flatMap(({ corporateNumber }) => corporateNumber ?? [])
  if (numbers.length === 0) return
  const { rows: taken } = await sql<{ id: AccountId; number: string }>`
    select id, corporate_number as number from accounts
    where corporate_number = any(${numbers}::text[]) and archived_at is null
  `.execute(tx)
  const holders = new Map<string, string>(taken.map(({ id, number }) => [number, id]))
  for (const row of rows) {
    const { corporateNumber: number } = row
    if (!number) continue
    const holder = holders.get(number)
    const self = row.id ?? `new:${row.externalId}`
    if (holder !== undefined && holder !== self)
      row.issues.push({ field: 'corporateNumber', value: number, rule: 'corporate_number_taken' })
    else holders.set(number, self)
  }
}

/** Inserts new accounts with their ids, all in one statement each; answers them by the other system's id. */
async function insertAll(tx: Tx, call: Call, source: string, rows: readonly Row[]): Promise<Map<string, AccountId>> {
  if (rows.length === 0) return new Map()
  if (!call.caller.permissions.has('accounts.create')) throw forbidden('accounts.create')
  const { workspaceId } = call.caller
  const made = rows.map((row) => {
    const { name = '', nameKana = null, nameEn = null, custom, ...rest } = changeOf(row)
    const names = { name, nameKana, nameEn }
    const follows = { searchText: accountSearchText(names), reading: sortReading(names) }
    const blank = { domains: [], tags: [] }
    const values = { ...blank, ...rest, ...names, ...follows, custom: mergeCustom({}, custom ?? {}) }
    return { externalId: row.externalId, id: call.newId<AccountId>(), values }
  })
  const keys = (Object.keys(columns) as (keyof typeof columns)[]).filter((key) =>
    made.some(({ values }) => key in values),
  )
  const json = JSON.stringify(made.map(({ externalId, id, values }) => ({ ...values, id, externalId })))
  await sql`
    insert into public.accounts (workspace_id, id, ${sql.join(keys.map((key) => sql.id(columns[key][0])))})
    select ${workspaceId}::uuid, v.id, ${sql.join(keys.map((key) => sql.ref(`v.${key}`)))}
    from jsonb_to_recordset(${json}::jsonb) as v (id uuid, ${sql.join(
      keys.map((key) => sql`${sql.id(key)} ${sql.raw(columns[key][1])}`),
    )})
  `.execute(tx)
  await sql`
    insert into account_external_ids (workspace_id, account_id, source, external_id)
    select ${workspaceId}::uuid, v.id, ${source}, v."externalId"
    from jsonb_to_recordset(${json}::jsonb) as v (id uuid, "externalId" text)
  `.execute(tx)
  const externalIds = (externalId: string) => [{ source, externalId }]
  await recordChanges(
    tx,
    made.map(({ id, externalId, values: { searchText: _search, reading: _reading, ...values } }) => ({
      by: call.caller,
      action: 'account.create',
      subjectId: id,
      accountId: id,
      after: { ...values, externalIds: externalIds(externalId) },
    })),
  )
  const ids = made.map(({ id }) => id)
  await markDirty(tx, workspaceId, ids)
  return new Map(made.map(({ externalId, id }) => [externalId, id]))
}
