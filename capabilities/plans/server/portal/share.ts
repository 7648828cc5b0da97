import { sql } from 'kysely'
import { makeCode, mailLink, pathOf, portalLink, recordChange } from '#capabilities/access/server/index.ts'
import {
  codeMinutes,
  type LinkMove,
  type LinkState,
  linkState,
  mayEndOn,
  mayWithLink,
} from '#capabilities/access/core/link.ts'
import type { Shared, SharedLink } from '#capabilities/plans/contract/share.ts'
import type { GuestRole } from '#capabilities/plans/core/portal.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContactId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { type Call, refuse } from '../call.ts'
import { theRecord } from '../planRead.ts'
import type { PlanRecord } from '../record.ts'
import { readFiles, readThreads } from './said.ts'

type LinkRow = {
  id: string
  plan_id: string
  account_id: AccountId
  contact_id: ContactId
  name: string
  email: string | null
  locale: string | null
  role: GuestRole
  expires_on: Day
  revoked_at: Date | null
  created_at: Date
  sent_at: Date | null
  opened_at: Date | null
  last_seen_at: Date | null
}

const links = sql`
  select l.id, l.plan_id, l.account_id, l.contact_id, c.name, c.email, c.locale, l.role, l.expires_on, l.revoked_at,
    l.created_at, l.sent_at, l.opened_at, l.last_seen_at
  from portal_links l join contacts c on c.workspace_id = l.workspace_id and c.id = l.contact_id`

const stateOf = (row: LinkRow, today: Day): LinkState =>
  linkState({ expiresOn: row.expires_on, revoked: row.revoked_at !== null }, today)

const iso = (at: Date | null) => at?.toISOString() ?? null

function present(row: LinkRow, today: Day): SharedLink {
  return {
    id: row.id,
    contact: { id: row.contact_id, name: row.name, email: row.email },
    role: row.role,
    state: stateOf(row, today),
    expiresOn: row.expires_on,
    createdAt: row.created_at.toISOString(),
    sentAt: iso(row.sent_at),
    openedAt: iso(row.opened_at),
    lastSeenAt: iso(row.last_seen_at),
  }
}

/** How a plan is shared: its links, those that open first; what was asked and answered; its files. */
export async function readShared(tx: Tx, call: Pick<Call, 'caller' | 'today'>, id: string): Promise<Shared> {
  const { workspace, workspaceId } = call.caller
  await theRecord(tx, call, id)
  const { rows } = await sql<LinkRow>`
    ${links} where l.workspace_id = ${workspaceId} and l.plan_id = ${id} order by l.created_at, l.id
  `.execute(tx)
  const of = { workspace, planId: id }
  const order: LinkState[] = ['live', 'expired', 'revoked']
  return {
    links: rows
      .map((row) => present(row, call.today()))
      .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
    threads: (await readThreads(tx, of)).map(({ contactId: _contact, ...thread }) => thread),
    files: (await readFiles(tx, of)).map(({ contactId: _contact, ...file }) => file),
  }
}

/** What of a shared plan is changed ends with: the log, open pages told. */
export async function toldShared(
  tx: Tx,
  call: Call,
  plan: Pick<PlanRecord, 'id' | 'account_id'>,
  change: { action: string; subject: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<Shared> {
  const { workspaceId } = call.caller
  const { action, subject, before = null, after = null } = change
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: subject,
    accountId: plan.account_id,
    before,
    after,
  })
  await call.live.publish(workspaceId, { topic: 'plan', ids: [plan.id, plan.account_id] }, tx)
  return readShared(tx, call, plan.id)
}

type Wanted = { id: string; contactId: string; role: GuestRole; expiresOn: string }

/** Makes a link to a plan for a contact, or lengthens the one there is. */
export async function share(tx: Tx, call: Call, { id, contactId, role, expiresOn }: Wanted): Promise<Shared> {
  const plan = await theRecord(tx, call, id)
  const { workspaceId, personId } = call.caller
  if (plan.status === 'removed') throw refuse('status', 'plan_not_running')
  if (!mayEndOn(expiresOn as Day, call.today())) throw refuse('expiresOn', 'link_end')
  const { rows } = await sql<{ name: string }>`
    select name from contacts where workspace_id = ${workspaceId} and id = ${contactId} and account_id = ${plan.account_id}
      and archived_at is null
  `.execute(tx)
  if (!rows[0]) throw refuse('contactId', 'unknown_person')
  const link = await portalLink(tx, {
    workspaceId,
    accountId: plan.account_id,
    contactId: contactId as ContactId,
    planId: id,
    role,
    expiresOn: expiresOn as Day,
    createdBy: personId,
  })
  const after = { name: rows[0].name, role, expiresOn }
  return toldShared(tx, call, plan, { action: 'portal_link.create', subject: link.id, after })
}

/** A link of a plan of this workspace, held, which lets the move be made. */
async function hold(tx: Tx, call: Call, id: string, move: LinkMove): Promise<{ row: LinkRow; plan: PlanRecord }> {
  const { rows } = await sql<LinkRow>`
    ${links} where l.workspace_id = ${call.caller.workspaceId} and l.id = ${id} and l.plan_id is not null for update of l
  `.execute(tx)
  const [row] = rows
  if (!row) throw notFound()
  const plan = await theRecord(tx, call, row.plan_id)
  if (!mayWithLink(move, stateOf(row, call.today()))) throw refuse('state', 'link_over')
  return { row, plan }
}

const set = (call: Call, id: string, what: ReturnType<typeof sql>) =>
  sql`update portal_links set ${what} where workspace_id = ${call.caller.workspaceId} and id = ${id}`

/** Changes until when a link opens. */
export async function setEnd(
  tx: Tx,
  call: Call,
  { id, expiresOn }: { id: string; expiresOn: string },
): Promise<Shared> {
  const { row, plan } = await hold(tx, call, id, 'prolong')
  if (!mayEndOn(expiresOn as Day, call.today())) throw refuse('expiresOn', 'link_end')
  await set(call, id, sql`expires_on = ${expiresOn}`).execute(tx)
  const [before, after] = [
    { name: row.name, expiresOn: row.expires_on },
    { name: row.name, expiresOn },
  ]
  return toldShared(tx, call, plan, { action: 'portal_link.update', subject: id, before, after })
}

/** Revokes a link: it opens no more, and browsers that were let in by it are out. */
export async function revoke(tx: Tx, call: Call, id: string): Promise<Shared> {
  const { row, plan } = await hold(tx, call, id, 'revoke')
  await set(call, id, sql`revoked_at = ${call.now()}`).execute(tx)
  return toldShared(tx, call, plan, { action: 'portal_link.revoke', subject: id, before: { name: row.name } })
}

async function addressOf(tx: Tx, { caller, visit }: CallContext, id: string): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select ${pathOf(sql`l`)} as path from portal_links l where l.workspace_id = ${caller.workspaceId} and l.id = ${id}
  `.execute(tx)
  return `${visit.origin}${rows[0]!.path}`
}

/** The address of a link; that somebody has it now is written down. */
export async function copyAddress(tx: Tx, call: CallContext, id: string): Promise<{ url: string }> {
  const { row, plan } = await hold(tx, call, id, 'copy')
  await toldShared(tx, call, plan, { action: 'portal_link.copy', subject: id, after: { name: row.name } })
  return { url: await addressOf(tx, call, id) }
}

/** Mails a link to the contact it was made for, and to nobody else. */
export async function sendLink(tx: Tx, call: CallContext, id: string): Promise<Shared> {
  const { row, plan } = await hold(tx, call, id, 'send')
  if (row.email === null) throw refuse('contactId', 'no_address', row.name)
  const { workspace } = call.caller
  const locale = row.locale === 'ja' || row.locale === 'en' ? row.locale : workspace.locale
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(row.expires_on))
  await mailLink(tx, {
    workspace,
    accountId: row.account_id,
    contactId: row.contact_id,
    address: row.email,
    name: row.name,
    locale,
    url: await addressOf(tx, call, id),
    until,
    now: call.now(),
  })
  await set(call, id, sql`sent_at = ${call.now()}`).execute(tx)
  return toldShared(tx, call, plan, { action: 'portal_link.mail', subject: id, after: { name: row.name } })
}

/** A code that one of ours tells the contact; that it was made is written down, the code itself is not. */
export async function tellCode(tx: Tx, call: Call, id: string): Promise<{ code: string; minutes: number }> {
  const { row, plan } = await hold(tx, call, id, 'makeCode')
  const { workspaceId, personId } = call.caller
  const code = await makeCode(tx, { workspaceId, linkId: id, toldBy: personId, now: call.now() })
  await toldShared(tx, call, plan, { action: 'portal_link.code', subject: id, after: { name: row.name } })
  return { code, minutes: codeMinutes }
}
