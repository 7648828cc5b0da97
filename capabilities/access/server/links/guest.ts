import { sql } from 'kysely'
import { isId, type AccountId, type ContactId, type WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Guest, Locale } from '#platform/http/context.ts'
import { linkHash } from '#platform/identity/oneTimeLink.ts'
import { browserDays } from '#capabilities/access/core/link.ts'

type Row = {
  workspace_id: WorkspaceId
  workspace_name: string
  workspace_locale: Locale
  time_zone: string
  currency: string
  fiscal_start_month: number
  account_id: AccountId
  contact_id: ContactId
  name: string
  locale: string | null
  plan_id: string | null
  role: string
}

/** A contact who still works at a customer that is still one: whose links may open at all. */
export const stillThere = sql`
  join contacts c on c.workspace_id = l.workspace_id and c.id = l.contact_id and c.account_id = l.account_id
    and c.archived_at is null
  join accounts a on a.workspace_id = l.workspace_id and a.id = l.account_id and a.archived_at is null`

/**
 * Whoever uses a browser that was let in by a link; null where the browser is not known, was not used for too long, or
 * the link is over. Asked anew at each request: what was revoked is over at the next.
 */
export async function findGuest(database: Database, token: string, linkId: string, now: Date): Promise<Guest | null> {
  if (!isId(linkId)) return null
  const [row] = await database.ask(sql<Row>`
    select l.workspace_id, w.name as workspace_name, w.locale as workspace_locale, w.time_zone, w.currency,
      w.fiscal_start_month, l.account_id, l.contact_id, c.name, c.locale, l.plan_id, l.role
    from portal_sessions s
    join portal_links l on l.workspace_id = s.workspace_id and l.id = s.link_id and l.revoked_at is null
    join workspaces w on w.workspace_id = l.workspace_id ${stillThere}
    where s.token_hash = ${linkHash(token)} and s.link_id = ${linkId}
      and s.last_used_at > ${now}::timestamptz - ${browserDays} * interval '1 day'
      and l.expires_on >= (${now}::timestamptz at time zone w.time_zone)::date
      and (c.left_on is null or c.left_on > (${now}::timestamptz at time zone w.time_zone)::date)
  `)
  return row ? guestOf(row, linkId) : null
}

function guestOf(row: Row, linkId: string): Guest {
  return {
    workspaceId: row.workspace_id,
    workspace: {
      id: row.workspace_id,
      name: row.workspace_name,
      locale: row.workspace_locale,
      timeZone: row.time_zone,
      currency: row.currency,
      fiscalStartMonth: row.fiscal_start_month,
    },
    accountId: row.account_id,
    contactId: row.contact_id,
    name: row.name,
    planId: row.plan_id,
    role: row.role,
    locale: row.locale === 'en' || row.locale === 'ja' ? row.locale : row.workspace_locale,
    linkId,
  }
}
