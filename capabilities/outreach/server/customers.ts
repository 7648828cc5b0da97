import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { RecipientRole } from '../core/words.ts'

/** A customer as mails speak of it. */
export type AccountRow = {
  id: AccountId
  name: string
  kana: string | null
  nameEn: string | null
  isArchived: boolean
  csmId: string | null
  csmName: string | null
  csmEmail: string | null
}

/** Somebody mail may go to. */
export type ContactRow = {
  id: string
  accountId: AccountId
  name: string
  kana: string | null
  department: string | null
  title: string | null
  email: string | null
  language: 'ja' | 'en' | null
  roles: RecipientRole[]
  isGone: boolean
}

export async function readAccounts(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly AccountId[],
): Promise<Map<AccountId, AccountRow>> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.name, a.name_kana as kana, a.name_en as "nameEn", a.archived_at is not null as "isArchived",
      p.id as "csmId", p.name as "csmName", p.email as "csmEmail"
    from accounts a
      left join account_assignments s on s.workspace_id = a.workspace_id and s.account_id = a.id and s.role = 'csm' and s.to_day is null
      left join people p on p.workspace_id = s.workspace_id and p.id = s.person_id and p.state = 'active'
    where a.workspace_id = ${workspaceId} and a.id = any(${idArray(ids)})
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** All contacts of some customers, in the order in which they came; those that left or were archived are marked. */
export async function readContacts(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  today: Day,
): Promise<Map<AccountId, ContactRow[]>> {
  const { rows } = await sql<ContactRow>`
    select id, account_id as "accountId", name, name_kana as kana, department, title, nullif(email, '') as email,
      case when locale like 'en%' then 'en' when locale like 'ja%' then 'ja' end as language, roles,
      (archived_at is not null or coalesce(left_on <= ${today}::date, false)) as "isGone"
    from contacts where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
    order by created_at, id
  `.execute(tx)
  return Map.groupBy(rows, ({ accountId }) => accountId)
}

/** Who of a customer's people has a part and can be written to: those with an address first. */
export function withRole(contacts: readonly ContactRow[], role: RecipientRole): ContactRow | null {
  const there = contacts.filter(({ isGone, roles }) => !isGone && roles.includes(role))
  return there.find(({ email }) => email !== null) ?? there[0] ?? null
}
