import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { AuditEntry } from '../contract.ts'

type Wanted = {
  cursor?: string | undefined
  limit: number
  subjectId?: string | undefined
  accountId?: string | undefined
  personId?: string | undefined
  action?: string | undefined
}
type Row = Omit<AuditEntry, 'at'> & { at: Date }

/** A page of the audit log, newest first. Ids sort by time, so that the last one is where the next page begins. */
export async function readAudit(tx: Tx, wanted: Wanted): Promise<{ entries: AuditEntry[]; nextCursor: string | null }> {
  const { cursor = null, limit, subjectId = null, accountId = null, personId = null, action = null } = wanted
  const { rows } = await sql<Row>`
    select a.id, a.at, a.action, a.subject_id as "subjectId", a.account_id as "accountId", a.before, a.after, a.origin,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as person,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as contact
    from audit_log a
    left join people p on p.workspace_id = a.workspace_id and p.id = a.person_id
    left join contacts c on c.workspace_id = a.workspace_id and c.id = a.contact_id
    where (${cursor}::uuid is null or a.id < ${cursor}::uuid)
      and (${subjectId}::text is null or a.subject_id = ${subjectId})
      and (${accountId}::uuid is null or a.account_id = ${accountId}::uuid)
      and (${personId}::uuid is null or a.person_id = ${personId}::uuid)
      and (${action}::text is null or starts_with(a.action, ${action}))
    order by a.id desc
    limit ${limit + 1}
  `.execute(tx)
  const entries = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }))
  return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null }
}
