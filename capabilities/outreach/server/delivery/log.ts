import { type RawBuilder, sql } from 'kysely'
import type { LoggedMail, MailStatus } from '#capabilities/outreach/contract/delivery.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import { after, nextOf } from './pages.ts'

const statusOf = sql`case when m.status in ('queued', 'leased', 'handing') then 'waiting' else m.status end`
const columns = sql`
  m.id, case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as account,
  m.contact_id as "contactId", m.to_address as "to", m.to_name as "toName", m.subject, m.kind, m.purpose,
  ${statusOf} as status, m.doubted_at is not null as doubted, m.reason, m.detail, m.attempts,
  m.not_before as "notBefore", coalesce(m.sent_at, m.handed_at, m.created_at) as at, m.replied_at as "repliedAt",
  m.created_at::text || ' ' || m.id as place
`
const from = sql`mails m left join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id`

type Row = Omit<LoggedMail, 'notBefore' | 'at' | 'repliedAt'> & {
  notBefore: Date
  at: Date
  repliedAt: Date | null
  place: string
}
type Asked = {
  cursor?: string | undefined
  limit: number
  status?: MailStatus | undefined
  q?: string | undefined
  accountId?: string | undefined
}

/** A page of mails, newest first. */
export async function readLog(tx: Tx, asked: Asked): Promise<{ mails: LoggedMail[]; nextCursor: string | null }> {
  const place = after(asked.cursor)
  const like = asked.q ? `%${asked.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null
  const { rows } = await sql<Row>`
    select ${columns} from ${from}
    where ${ofStatus(asked.status)}
      and (${asked.accountId ?? null}::uuid is null or m.account_id = ${asked.accountId ?? null}::uuid)
      and (${like}::text is null or lower(m.to_address) like ${like} or lower(m.subject) like ${like}
        or lower(a.name) like ${like})
      and (${place.at}::timestamptz is null or (m.created_at, m.id) < (${place.at}::timestamptz, ${place.id}::uuid))
    order by m.created_at desc, m.id desc limit ${asked.limit + 1}
  `.execute(tx)
  return { mails: rows.slice(0, asked.limit).map(present), nextCursor: nextOf(rows, asked.limit) }
}

/** What is asked for by a status; a mail that was sent again after a doubt stands under both. */
function ofStatus(status: MailStatus | undefined): RawBuilder<unknown> {
  if (status === undefined) return sql`true`
  if (status === 'waiting') return sql`m.status in ('queued', 'leased', 'handing')`
  if (status === 'in_doubt') return sql`m.doubted_at is not null`
  return sql`m.status = ${status}`
}

/** How many mails there are of each status. */
export async function countMails(tx: Tx): Promise<Record<MailStatus, number>> {
  const { rows } = await sql<{ status: MailStatus; count: number }>`
    select ${statusOf} as status, count(*) as count from mails m group by 1
    union all select 'in_doubt', count(*) from mails where doubted_at is not null and status <> 'in_doubt'
  `.execute(tx)
  const counts: Record<MailStatus, number> = { waiting: 0, sent: 0, in_doubt: 0, held: 0, failed: 0, bounced: 0 }
  for (const { status, count } of rows) counts[status] += count
  return counts
}

/** One mail with its text. */
export async function readMail(tx: Tx, id: string) {
  const { rows } = await sql<Row & { text: string; from: string | null; messageId: string | null }>`
    select ${columns}, m.body_text as text, m.from_address as "from", m.message_id as "messageId"
    from ${from} where m.id = ${id}
  `.execute(tx)
  const [row] = rows
  if (!row) throw notFound()
  return { ...present(row), text: row.text, from: row.from, messageId: row.messageId }
}

function present({ place: _, ...row }: Row): LoggedMail {
  return {
    ...row,
    notBefore: row.notBefore.toISOString(),
    at: row.at.toISOString(),
    repliedAt: row.repliedAt?.toISOString() ?? null,
  }
}
