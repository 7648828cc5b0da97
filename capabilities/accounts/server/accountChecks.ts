import { sql } from 'kysely'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { accountIssues, maxDepth, parentIssue } from '../core/account.ts'
import { customIssues } from '../core/customField.ts'
import type { AccountChange } from './accountColumns.ts'
import { readFieldRules } from './fieldRead.ts'

/** What is wrong with a plain change of an account (null: a new one), by itself and beside all others. */
export async function changeIssues(tx: Tx, id: AccountId | null, change: AccountChange): Promise<Issue[]> {
  return [
    ...accountIssues(change),
    ...(await customValueIssues(tx, change.custom)),
    ...(await corporateNumberTaken(tx, id, change.corporateNumber)),
    ...(await externalIdsTaken(tx, id, change.externalIds)),
    ...(await parentIssues(tx, id, change.parentId)),
    ...(await unknownPeople(tx, change.assignments)),
  ]
}

async function customValueIssues(tx: Tx, custom: AccountChange['custom']): Promise<Issue[]> {
  if (!custom || Object.keys(custom).length === 0) return []
  return customIssues(await readFieldRules(tx, 'account'), custom)
}

async function corporateNumberTaken(tx: Tx, id: AccountId | null, number: string | null | undefined): Promise<Issue[]> {
  if (!number) return []
  const { rows } = await sql<{ name: string }>`
    select name from accounts where corporate_number = ${number} and archived_at is null and id is distinct from ${id}::uuid
  `.execute(tx)
  return rows.map(() => ({ field: 'corporateNumber', value: number, rule: 'corporate_number_taken' }))
}

async function externalIdsTaken(tx: Tx, id: AccountId | null, given: AccountChange['externalIds']): Promise<Issue[]> {
  if (!given || given.length === 0) return []
  const { rows } = await sql<{ source: string; externalId: string }>`
    select source, external_id as "externalId" from account_external_ids
    where (source, external_id) in (
      select * from unnest(${given.map((one) => one.source)}::text[], ${given.map((one) => one.externalId)}::text[])
    ) and account_id is distinct from ${id}::uuid
  `.execute(tx)
  return rows.map((row) => ({
    field: 'externalIds',
    value: `${row.source}: ${row.externalId}`,
    rule: 'external_id_taken',
  }))
}

async function parentIssues(tx: Tx, id: AccountId | null, parent: string | null | undefined): Promise<Issue[]> {
  if (!parent) return []
  const { rows } = await sql<{ id: string; parentId: string | null }>`
    with recursive up as (
      select id, parent_id, 1 as depth from accounts where id = ${parent}
      union all
      select a.id, a.parent_id, up.depth + 1 from accounts a join up on a.id = up.parent_id
      where up.depth <= ${maxDepth + 1}
    )
    select id from up order by depth
  `.execute(tx)
  if (rows.length === 0) return [{ field: 'parentId', value: parent, rule: 'unknown_account' }]
  const issue = parentIssue(
    id,
    parent,
    rows.slice(1).map((row) => row.id),
  )
  return issue ? [issue] : []
}

async function unknownPeople(tx: Tx, assignments: AccountChange['assignments']): Promise<Issue[]> {
  const wanted = Object.entries(assignments ?? {}).filter(([, person]) => person !== null)
  if (wanted.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select id from people where id = any(${wanted.map(([, person]) => person)}::uuid[]) and state = 'active'
  `.execute(tx)
  const known = new Set(rows.map((row) => row.id))
  return wanted.flatMap(([role, person]) =>
    known.has(person!) ? [] : [{ field: `assignments.${role}`, value: person!, rule: 'unknown_person' }],
  )
}
