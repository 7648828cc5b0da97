import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type FactDefinition, type FactValue, isCustomFact } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { columnTypes, storedFacts } from './columns.ts'

export type FactRow = Record<string, FactValue>

type StoredRow = { account_id: AccountId; custom: FactRow } & Record<string, unknown>

/** The facts of accounts as the last pass left them, by fact key; accounts without a row are left out. */
export function readRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  facts: readonly FactDefinition[],
): Promise<Map<AccountId, FactRow>> {
  return selectRows(tx, workspaceId, { accounts, facts, held: false })
}

/**
 * The same, for whoever is going to write them: each account is computed by one transaction at a time, whichever process
 * has it. Accounts of `living` that are computed for the first time get their row, and are left out of the answer.
 */
export async function holdRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  given: { accounts: readonly AccountId[]; living: readonly AccountId[]; facts: readonly FactDefinition[] },
): Promise<Map<AccountId, FactRow>> {
  const { accounts, living, facts } = given
  const made = await sql<{ account_id: AccountId }>`
    insert into account_facts (workspace_id, account_id)
    select ${workspaceId}::uuid, id from unnest(${arrayText(living)}::uuid[]) as id order by id
    on conflict do nothing returning account_id
  `.execute(tx)
  const rows = await selectRows(tx, workspaceId, { accounts, facts, held: true })
  for (const { account_id } of made.rows) rows.delete(account_id)
  return rows
}

async function selectRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  { accounts, facts, held }: { accounts: readonly AccountId[]; facts: readonly FactDefinition[]; held: boolean },
): Promise<Map<AccountId, FactRow>> {
  const columns = facts.filter((fact) => !fact.derived && !isCustomFact(fact.key))
  const names = [sql.id('account_id'), sql.id('custom'), ...columns.map((fact) => sql.id(fact.key))]
  const { rows } = await sql<StoredRow>`
    select ${sql.join(names)} from account_facts
    where workspace_id = ${workspaceId} and account_id = any(${arrayText(accounts)}::uuid[])
    ${held ? sql`order by account_id for update` : sql``}
  `.execute(tx)
  const instants = columns.filter((fact) => fact.type === 'instant')
  const found = new Map<AccountId, FactRow>()
  for (const { account_id, custom, ...row } of rows) {
    for (const { key } of instants) if (row[key] instanceof Date) row[key] = row[key].toISOString()
    found.set(account_id, Object.assign(row as FactRow, custom))
  }
  return found
}

/** Rows to be written: the facts named by `changed` get the values in `rows`, custom facts are written as a whole. */
export type Writing = {
  rows: ReadonlyMap<AccountId, FactRow>
  changed: ReadonlySet<string>
  catalogue: Catalogue
  at: Date
}

/** Writes the changed facts of a page in one statement, into the rows that are held. */
export async function writeRows(tx: Tx, workspaceId: WorkspaceId, writing: Writing): Promise<void> {
  const { rows, changed, catalogue, at } = writing
  if (rows.size === 0) return
  const ids = [...rows.keys()]
  const columns = storedFacts(catalogue).filter((fact) => changed.has(fact.key))
  const customKeys = catalogue.all.filter((fact) => isCustomFact(fact.key)).map((fact) => fact.key)
  const hasCustom = customKeys.some((key) => changed.has(key))
  const values = columns.map((fact, i) => ({
    set: sql`${sql.id(fact.key)} = ${sql.id('v', `c${i}`)}${fact.type === 'list' ? sql`::text[]` : sql``}`,
    name: sql.id(`c${i}`),
    array: sql`${columnText(fact, rows)}::${sql.raw(fact.type === 'list' ? 'text' : columnTypes[fact.type])}[]`,
  }))
  if (hasCustom) {
    const texts = [...rows.values()].map((row) => JSON.stringify(customOf(row, customKeys)))
    values.push({
      set: sql`custom = v.custom`,
      name: sql.id('custom'),
      array: sql`${arrayText(texts)}::jsonb[]`,
    })
  }
  await sql`
    update account_facts f set ${sql.join([sql`computed_at = ${at}`, ...values.map(({ set }) => set)])}
    from unnest(${sql.join([sql`${arrayText(ids)}::uuid[]`, ...values.map(({ array }) => array)])})
      as v(${sql.join([sql.id('account_id'), ...values.map(({ name }) => name)])})
    where f.workspace_id = ${workspaceId} and f.account_id = v.account_id
  `.execute(tx)
}

function customOf(row: FactRow, keys: readonly string[]): FactRow {
  return Object.fromEntries(keys.flatMap((key) => (row[key] == null ? [] : [[key, row[key]]])))
}

function columnText(fact: FactDefinition, rows: ReadonlyMap<AccountId, FactRow>): string {
  const values = Array.from(rows.values(), (row) => row[fact.key] ?? null)
  if (fact.type !== 'list') return arrayText(values as (string | number | boolean | null)[])
  return arrayText(values.map((value) => (value === null ? null : arrayText(value as readonly string[]))))
}

/** An array as PostgreSQL reads it. One text a column is many times quicker to bind than thousands of values. */
function arrayText(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : typeof value === 'string' ? quoted(value) : value)).join(',')}}`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
