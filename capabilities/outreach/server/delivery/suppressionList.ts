import { sql } from 'kysely'
import type { ListedSuppression } from '#capabilities/outreach/contract/delivery.ts'
import type { SuppressionReason } from '#capabilities/outreach/core/delivery/purposes.ts'
import type { Tx } from '#platform/database/scope.ts'
import { after, nextOf } from './pages.ts'

type Row = Omit<ListedSuppression, 'at'> & { at: Date; place: string }
type Asked = {
  cursor?: string | undefined
  limit: number
  q?: string | undefined
  reason?: SuppressionReason | undefined
}

/** A page of the addresses that are left alone, newest first; each with a customer who has it. */
export async function readSuppressions(
  tx: Tx,
  asked: Asked,
): Promise<{ suppressions: ListedSuppression[]; nextCursor: string | null }> {
  const place = after(asked.cursor)
  const like = asked.q ? `%${asked.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null
  const { rows } = await sql<Row>`
    select s.address, s.purpose, s.reason, s.detail, s.at, p.name as person,
      case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as account,
      s.at::text || ' ' || s.address || '/' || s.purpose as place
    from mail_suppressions s
    left join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
    left join lateral (
      select a.id, a.name from contacts c join accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
      where c.workspace_id = s.workspace_id and lower(c.email) = s.address order by a.id limit 1
    ) as a on true
    where (${like}::text is null or s.address like ${like} or lower(a.name) like ${like})
      and (${asked.reason ?? null}::text is null or s.reason = ${asked.reason ?? null})
      and (${place.at}::timestamptz is null or (s.at, s.address || '/' || s.purpose) < (${place.at}::timestamptz, ${place.id}))
    order by s.at desc, s.address || '/' || s.purpose desc limit ${asked.limit + 1}
  `.execute(tx)
  const suppressions = rows.slice(0, asked.limit).map(({ place: _, ...row }) => ({ ...row, at: row.at.toISOString() }))
  return { suppressions, nextCursor: nextOf(rows, asked.limit) }
}
