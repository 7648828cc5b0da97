import { sql } from 'kysely'
import { everything } from '#capabilities/outreach/core/delivery/purposes.ts'
import type { MayStillSend } from '#platform/mail/hooks.ts'

/** Holds mails of marketing to those who are to be left alone: asked just before a mail goes out. */
export const suppressedMails: MayStillSend = async (tx, workspaceId, ids) => {
  const { rows } = await sql<{ id: string; reason: string }>`
    select distinct on (m.id) m.id, s.reason from mails m
    join mail_suppressions s on s.workspace_id = m.workspace_id and s.address = lower(m.to_address)
      and s.purpose in (m.purpose, ${everything})
    where m.workspace_id = ${workspaceId} and m.id = any(${ids}::uuid[]) and m.kind = 'marketing'
    order by m.id, s.purpose
  `.execute(tx)
  return new Map(rows.map(({ id, reason }) => [id, reason]))
}
