import { sql } from 'kysely'
import type { z } from 'zod'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { accountSchema, assignmentSchema } from '../contract/account.ts'
import { type AccountState, selectedColumns } from './accountColumns.ts'

export type Account = z.infer<typeof accountSchema>
export type Assignment = z.infer<typeof assignmentSchema>

type Row = AccountState & {
  parent: Account['parent']
  externalIds: Account['externalIds']
  assignments: Assignment[]
  createdAt: Date
  updatedAt: Date
}

/** Accounts as the contract shows them, archived ones too, in no particular order; those that are not there are left out. */
export async function readAccounts(tx: Tx, ids: readonly AccountId[]): Promise<Account[]> {
  const { rows } = await sql<Row>`
    select a.id, a.version, ${selectedColumns('a')}, a.created_at as "createdAt", a.updated_at as "updatedAt",
      (select jsonb_build_object('id', p.id, 'name', p.name) from accounts p
        where p.workspace_id = a.workspace_id and p.id = a.parent_id) as parent,
      (select coalesce(jsonb_agg(jsonb_build_object('source', e.source, 'externalId', e.external_id)
        order by e.source, e.external_id), '[]') from account_external_ids e
        where e.workspace_id = a.workspace_id and e.account_id = a.id) as "externalIds",
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'role', s.role, 'personId', s.person_id,
        'personName', p.name, 'fromDay', s.from_day, 'toDay', s.to_day) order by s.role), '[]')
        from account_assignments s join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
        where s.workspace_id = a.workspace_id and s.account_id = a.id and s.to_day is null) as assignments
    from accounts a where a.id = any(${ids}::uuid[])
  `.execute(tx)
  return rows.map(present)
}

function present({ searchText: _search, reading: _reading, parentId: _parent, ...row }: Row): Account {
  return {
    ...(row as unknown as Account),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** Everybody who has looked after an account, those who do now first, then the latest. */
export async function readAssignments(tx: Tx, id: AccountId): Promise<Assignment[]> {
  const { rows } = await sql<Assignment>`
    select s.id, s.role, s.person_id as "personId", p.name as "personName", s.from_day as "fromDay", s.to_day as "toDay"
    from account_assignments s join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
    where s.account_id = ${id} order by s.to_day desc nulls first, s.from_day desc, s.role
  `.execute(tx)
  return rows
}

/** The accounts that stand directly under one, by name. */
export async function readChildren(tx: Tx, id: AccountId): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from accounts where parent_id = ${id} and archived_at is null order by reading, name limit 500
  `.execute(tx)
  return rows
}
