import { sql } from 'kysely'
import { type Author, recordChanges } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { accountSearchText, sortReading } from '../core/searchText.ts'

/** Customers as another system knows them. */
export type Wanted = { readonly externalId: string; readonly name: string }

/** Whose they are: the source that their ids are of, and who says so. */
export type WantedOf = {
  readonly by: Author
  readonly source: string
  readonly origin: string
  readonly newId: () => string
}

/**
 * The accounts of customers that another system names by its ids: those that carry the id of that source, and new ones for the
 * others. Two who ask at the same time get the same account. One that had to be called by its id gets its name when it is told.
 */
export async function knownAccounts(tx: Tx, of: WantedOf, wanted: readonly Wanted[]): Promise<Map<string, AccountId>> {
  const { workspaceId } = of.by
  await sql`select pg_advisory_xact_lock(hashtextextended(${`accounts of ${of.source} ${workspaceId}`}, 0))`.execute(tx)
  const known = new Map<string, AccountId>()
  const { rows } = await sql<{ externalId: string; id: AccountId }>`
    select external_id as "externalId", account_id as id from account_external_ids
    where workspace_id = ${workspaceId} and source = ${of.source} and external_id = any(${wanted.map((one) => one.externalId)}::text[])
  `.execute(tx)
  for (const { externalId, id } of rows) known.set(externalId, id)
  await nameThem(tx, of, wanted, known)
  const fresh = [...new Map(wanted.map((one) => [one.externalId, one])).values()]
    .filter(({ externalId }) => !known.has(externalId))
    .map(({ externalId, name }) => ({ id: of.newId() as AccountId, externalId, ...named(name) }))
  if (fresh.length === 0) return known
  await sql`
    insert into public.accounts (workspace_id, id, name, search_text, reading)
    select ${workspaceId}::uuid, id, name, search, reading
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as one (id uuid, name text, search text, reading text)
  `.execute(tx)
  await sql`
    insert into account_external_ids (workspace_id, source, external_id, account_id)
    select ${workspaceId}::uuid, ${of.source}, "externalId", id
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as one (id uuid, "externalId" text)
  `.execute(tx)
  const changes = fresh.map(({ id, externalId, name }) => ({
    by: of.by,
    action: 'account.create',
    subjectId: id,
    accountId: id,
    after: { name, externalIds: [{ source: of.source, externalId }] },
    origin: of.origin,
  }))
  await recordChanges(tx, changes)
  const ids = fresh.map(({ id }) => id)
  await markDirty(tx, workspaceId, ids)
  for (const { id, externalId } of fresh) known.set(externalId, id)
  return known
}

async function nameThem(tx: Tx, of: WantedOf, wanted: readonly Wanted[], known: ReadonlyMap<string, AccountId>) {
  const names = wanted.flatMap(({ externalId, name }) => {
    const id = known.get(externalId)
    return id === undefined || name === externalId ? [] : [{ id, externalId, ...named(name) }]
  })
  if (names.length === 0) return
  const { rows } = await sql<{ id: AccountId; before: string; name: string }>`
    update accounts a set name = one.name, search_text = one.search, reading = one.reading, version = a.version + 1
    from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as one (id uuid, "externalId" text, name text, search text, reading text)
    where a.workspace_id = ${of.by.workspaceId} and a.id = one.id and a.name = one."externalId"
    returning a.id, one."externalId" as before, a.name
  `.execute(tx)
  const changes = rows.map(({ id, before, name }) => ({
    by: of.by,
    action: 'account.update',
    subjectId: id,
    accountId: id,
    before: { name: before },
    after: { name },
    origin: of.origin,
  }))
  await recordChanges(tx, changes)
  const ids = rows.map(({ id }) => id)
  await markDirty(tx, of.by.workspaceId, ids)
}

function named(name: string) {
  const names = { name, nameKana: null, nameEn: null }
  return { name, search: accountSearchText(names), reading: sortReading(names) }
}
