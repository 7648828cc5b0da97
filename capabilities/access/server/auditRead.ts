import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { AuditEntry } from '../contract.ts'
import type { auditSearch } from '../contract/audit.ts'

export type AuditSearch = z.output<typeof auditSearch> & { timeZone: string }
type Row = Omit<AuditEntry, 'at'> & { at: Date }

/** A page of the audit log, newest first. Ids sort by time, so that the last one is where the next page begins. */
export async function readAudit(
  tx: Tx,
  { cursor = null, limit, ...search }: AuditSearch & { cursor?: string | null | undefined; limit: number },
): Promise<{ entries: AuditEntry[]; nextCursor: string | null }> {
  const { rows } = await sql<Row>`
    select a.id, a.at, a.action, a.subject_id as "subjectId", a.account_id as "accountId", a.before, a.after, a.origin,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as person,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as contact
    from audit_log a
    left join people p on p.workspace_id = a.workspace_id and p.id = a.person_id
    left join accounts o on o.workspace_id = a.workspace_id and o.id = a.account_id
    left join contacts c on c.workspace_id = a.workspace_id and c.id = a.contact_id
    where (${cursor}::uuid is null or (a.at, a.id) < (select b.at, b.id from audit_log b where b.id = ${cursor}::uuid))
      and ${found(search)}
    order by a.at desc, a.id desc
    limit ${limit + 1}
  `.execute(tx)
  const entries = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }))
  return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null }
}

/** Which rows of `audit_log a`, with their person `p` and their customer `o`, are looked for. */
function found(search: AuditSearch): RawBuilder<unknown> {
  const { subjectId = null, accountId = null, personId = null, action = null } = search
  const { from = null, to = null, words = '', timeZone } = search
  const like = words === '' ? null : `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return sql`(${subjectId}::text is null or a.subject_id = ${subjectId})
    and (${accountId}::uuid is null or a.account_id = ${accountId}::uuid)
    and (${personId}::uuid is null or a.person_id = ${personId}::uuid)
    and (${action}::text is null or starts_with(a.action, ${action}))
    and (${from}::date is null or a.at >= ${from}::date::timestamp at time zone ${timeZone})
    and (${to}::date is null or a.at < (${to}::date + 1)::timestamp at time zone ${timeZone})
    and (${like}::text is null or concat_ws(' ', p.name, o.name, a.subject_id, a.origin, a.before::text, a.after::text) ilike ${like})`
}
