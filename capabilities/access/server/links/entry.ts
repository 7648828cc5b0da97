import { randomBytes } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContactId, WorkspaceId } from '#kernel/id.ts'
import type { CallContext, Locale, Workspace } from '#platform/http/context.ts'
import { attempt } from '#platform/identity/throttle.ts'
import { linkHash } from '#platform/identity/oneTimeLink.ts'
import { type Brand, brandOf } from '../brand.ts'
import { recordChange } from '../audit.ts'
import {
  browserDays,
  codeRest,
  type LinkState,
  linkState,
  maskedAddress,
  maskedName,
} from '#capabilities/access/core/link.ts'
import { refused } from '../refusals.ts'
import { lastCode, makeCode, tryCode } from './codes.ts'
import { mailCode } from './mail.ts'

type Found = {
  id: string
  workspaceId: WorkspaceId
  workspace: Workspace
  brand: Parameters<typeof brandOf>[0]
  accountId: AccountId
  contactId: ContactId
  name: string
  email: string | null
  locale: Locale
  expiresOn: Day
  revoked: boolean
  today: Day
  known: boolean
}

/** What a link's secret opens, and whether this browser was let in by it before. */
async function find(
  { database, visit, now }: CallContext,
  token: string,
): Promise<{ link: Found; state: LinkState } | null> {
  const browser = visit.guest.token === null ? null : linkHash(visit.guest.token)
  const [link] = await database.ask(sql<Found>`
    select l.id, l.workspace_id as "workspaceId", l.account_id as "accountId", l.contact_id as "contactId",
      jsonb_build_object('id', w.workspace_id, 'name', w.name, 'locale', w.locale, 'timeZone', w.time_zone,
        'currency', w.currency, 'fiscalStartMonth', w.fiscal_start_month) as workspace,
      jsonb_build_object('name', w.name, 'colour', w.brand_colour, 'logoKey', w.logo_key) as brand,
      coalesce(c.name, '') as name, c.email, case when c.locale in ('ja', 'en') then c.locale else w.locale end as locale, l.expires_on as "expiresOn",
      (l.revoked_at is not null or c.id is null or a.id is null or c.left_on <= t.today) is true as revoked, t.today,
      exists (select from portal_sessions s where s.workspace_id = l.workspace_id and s.link_id = l.id
        and s.token_hash = ${browser} and s.last_used_at > ${now()}::timestamptz - ${browserDays} * interval '1 day') as known
    from portal_links l
    join workspaces w on w.workspace_id = l.workspace_id
    cross join lateral (select (${now()}::timestamptz at time zone w.time_zone)::date as today) t
    left join contacts c on c.workspace_id = l.workspace_id and c.id = l.contact_id and c.archived_at is null
    left join accounts a on a.workspace_id = l.workspace_id and a.id = l.account_id and a.archived_at is null
    where l.token_hash = ${linkHash(token)}
  `)
  return link ? { link, state: linkState(link, link.today) } : null
}

export type Opened =
  | { state: 'known'; linkId: string }
  | { state: 'new'; company: Brand; name: string; address: string | null; locale: Locale }
  | { state: 'expired' | 'revoked' | 'unknown' }

/** What a browser is told that has come with a link. Nothing changes by it, however often it is asked. */
export async function openLink(context: CallContext, token: string): Promise<Opened> {
  const found = await find(context, token)
  if (!found) return { state: 'unknown' }
  const { link, state } = found
  if (state !== 'live') return { state }
  if (link.known) return { state: 'known', linkId: link.id }
  const { name, email, locale, brand } = link
  return {
    state: 'new',
    company: brandOf(brand),
    name: maskedName(name),
    address: email === null ? null : maskedAddress(email),
    locale,
  }
}

/** The link, where it lives; refused otherwise, all alike. */
async function live(context: CallContext, token: string): Promise<Found> {
  const found = await find(context, token)
  if (found?.state !== 'live') throw refused('token', 'link.invalid')
  return found.link
}

const tooMany = (retryAfterSeconds: number) =>
  new ORPCError('TOO_MANY', { defined: true, status: 429, data: { retryAfterSeconds } })

/** Sends a code to the address of whoever the link was made for, and to no other. */
export async function sendCode(context: CallContext, token: string): Promise<void> {
  const { database, visit, now } = context
  const link = await live(context, token)
  const { email, id: linkId, workspaceId } = link
  if (email === null) throw refused('token', 'portal.no_address')
  const admission = await attempt(database, `portal code ${linkId}`, visit.address, now())
  if (!admission.allowed) throw tooMany(admission.retryAfterSeconds)
  await database.workspace(workspaceId, async (tx) => {
    const rest = codeRest(await lastCode(tx, { workspaceId, linkId }), now())
    if (rest > 0) throw tooMany(rest)
    const code = await makeCode(tx, { workspaceId, linkId, toldBy: null, now: now() })
    await mailCode(tx, { ...link, address: email, code, now: now() })
  })
}

/** Lets a browser in that brings the right code: it is known from now on. */
export async function enter(context: CallContext, token: string, code: string): Promise<{ linkId: string }> {
  const { database, visit, now } = context
  const link = await live(context, token)
  const { id: linkId, workspaceId } = link
  const admission = await attempt(database, `portal ${linkId}`, visit.address, now())
  if (!admission.allowed) throw tooMany(admission.retryAfterSeconds)
  // A wrong try must be counted: the transaction that counts it ends well, and the refusal comes after.
  const tried = await database
    .workspace(workspaceId, (tx) => tryCode(tx, { workspaceId, linkId, code, now: now() }))
    .catch(async (error: unknown) => {
      await admission.unjudged()
      throw error
    })
  if (tried !== 'right') throw refused('code', `portal.code_${tried}`)
  await admission.succeeded()
  const secret = randomBytes(32).toString('base64url')
  await letIn(context, link, secret)
  visit.guest.keep(secret, browserDays)
  return { linkId }
}

/** The browser gets a new secret, for the links it came in by before as well: one that somebody gave it is worth nothing. */
async function letIn({ database, visit, now }: CallContext, link: Found, secret: string): Promise<void> {
  const { id: linkId, workspaceId, accountId, contactId } = link
  const [hash, before] = [linkHash(secret), linkHash(visit.guest.token ?? '')]
  await database.system((tx) =>
    sql`update portal_sessions set token_hash = ${hash} where token_hash = ${before} and link_id <> ${linkId}`.execute(
      tx,
    ),
  )
  await database.workspace(workspaceId, async (tx) => {
    await sql`
      insert into portal_sessions (workspace_id, link_id, token_hash, user_agent, created_at, last_used_at)
      values (${workspaceId}, ${linkId}, ${hash}, ${visit.userAgent}, ${now()}, ${now()})
    `.execute(tx)
    await sql`
      update portal_links set opened_at = coalesce(opened_at, ${now()}), last_seen_at = ${now()}
      where workspace_id = ${workspaceId} and id = ${linkId}
    `.execute(tx)
    const by = { workspaceId, contactId }
    await recordChange(tx, { by, action: 'portal_link.enter', subjectId: linkId, accountId, origin: 'portal' })
  })
}

/** Keeps that a guest is here: the browser is known for as long again, and the link was seen. */
export async function noteVisit({ guest, transaction, visit, now }: CallContext): Promise<void> {
  const token = visit.guest.token ?? ''
  await transaction(async (tx) => {
    await sql`
      update portal_sessions set last_used_at = ${now()}
      where workspace_id = ${guest.workspaceId} and link_id = ${guest.linkId} and token_hash = ${linkHash(token)}
    `.execute(tx)
    await sql`
      update portal_links set last_seen_at = ${now()} where workspace_id = ${guest.workspaceId} and id = ${guest.linkId}
    `.execute(tx)
  })
}

/** Forgets the browser, for this link alone. */
export async function leave({ guest, transaction, visit }: CallContext): Promise<void> {
  await transaction((tx) =>
    sql`
      delete from portal_sessions where workspace_id = ${guest.workspaceId} and link_id = ${guest.linkId}
        and token_hash = ${linkHash(visit.guest.token ?? '')}
    `.execute(tx),
  )
}
