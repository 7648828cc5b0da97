import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { type Asked, exportsMeant, readsMeant } from './trace.ts'

/** Whose data may have been read: people of these customers, and single ones beside; or everybody's. */
export type Affected = { accountIds: string[]; contactIds: string[]; everybody: boolean }

type Across = { personId: PersonId; scope: 'all' | 'team' | 'book' | 'partner' }

/**
 * Whose data may have been read, by what is recorded of lists and of files taken out. Rather too many than too few: a list
 * over customers counts for all that its reader reaches today, the record of changes taken out for everybody. A list of
 * customers alone tells of nobody.
 */
export async function affectedBy(database: Database, workspaceId: WorkspaceId, asked: Asked): Promise<Affected> {
  const told = await database.workspace(workspaceId, async (tx) => ({
    accounts: await namedAccounts(tx, workspaceId, asked),
    across: await acrossOf(tx, workspaceId, asked),
    exports: await exportsOf(tx, workspaceId, asked),
  }))
  const everybody = told.exports.audit || told.across.some(({ scope }) => scope === 'all')
  if (everybody) return { accountIds: [], contactIds: [], everybody }
  const accounts = new Set(told.accounts)
  for (const { scope, personId } of told.across) {
    if (scope === 'all') continue
    const reached = await database.look(workspaceId, (tx) => sql<{ id: string }>`select id from accounts`.execute(tx), {
      scope,
      personId,
    })
    for (const { id } of reached.rows) accounts.add(id)
  }
  return { accountIds: [...accounts], contactIds: told.exports.contacts, everybody: false }
}

// Of a file of an import's rows it is not known how many lines it had.
const toldOf = sql`b.kind <> 'accounts' and (b.shown > 0 or b.kind = 'imports')`

async function namedAccounts(tx: Tx, workspaceId: WorkspaceId, asked: Asked): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct unnest(b.account_ids) as id from bulk_reads b
    where ${readsMeant(workspaceId, asked)} and ${toldOf}`.execute(tx)
  return rows.map(({ id }) => id)
}

async function acrossOf(tx: Tx, workspaceId: WorkspaceId, asked: Asked): Promise<Across[]> {
  const { rows } = await sql<Across>`
    select distinct b.person_id as "personId", b.scope from bulk_reads b
    where ${readsMeant(workspaceId, asked)} and b.across and ${toldOf}`.execute(tx)
  return rows
}

async function exportsOf(tx: Tx, workspaceId: WorkspaceId, asked: Asked) {
  const { rows } = await sql<{ contacts: string[] | null; audit: boolean | null }>`
    select array_agg(distinct a.subject_id) filter (where a.action = 'contact.export') as contacts,
      bool_or(a.action = 'audit.export') as audit
    from audit_log a where ${exportsMeant(workspaceId, asked)}`.execute(tx)
  return { contacts: rows[0]?.contacts ?? [], audit: rows[0]?.audit ?? false }
}

/** Which rows of `contacts c` are meant. */
export const contactsOf = ({ accountIds, contactIds, everybody }: Affected) =>
  everybody ? sql`true` : sql`(c.account_id = any(${accountIds}::uuid[]) or c.id = any(${contactIds}::uuid[]))`

/** How many people that is, and of how many customers. */
export async function countAffected(tx: Tx, affected: Affected): Promise<{ people: number; accounts: number }> {
  const { rows } = await sql<{ people: number; accounts: number }>`
    select count(*)::int as people, count(distinct c.account_id)::int as accounts from contacts c
    where ${contactsOf(affected)}`.execute(tx)
  return rows[0]!
}
