import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import { effectHold } from '#platform/backup/holds.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type MailHooks, type MailResult, tell } from './hooks.ts'
import type { Outlet, Pace } from './servers.ts'
import type { Message } from './message.ts'
import { originMark } from './outbox.ts'

/** A mail that this process is about to hand over. */
export type Leased = Omit<Message, 'messageId' | 'date'> & { readonly id: string; readonly attempts: number }
export type Lease = { readonly token: string; readonly mails: readonly Leased[]; readonly held: number }

const atOnce = 40
const looked = 200 // mails looked at for a lease: of those whose domain or sender has had its share, others take the place

/**
 * Takes mails that are due, as many as may go out now, for `atOnce` of them at most; null where nobody has said yet in
 * whose name mails go out. Those that are not to be sent any more are held, with the reason. Several processes may ask at
 * the same time: none waits for another, and none gets what another has.
 */
export async function lease(tx: Tx, workspaceId: WorkspaceId, outlet: Outlet, hooks: MailHooks): Promise<Lease | null> {
  if (await effectHold(tx, workspaceId)) return { token: '', mails: [], held: 0 }
  const senders = await readSenders(tx)
  const standard = senders.find((sender) => sender.is_default)
  if (!standard) return null
  const senderOf = (id: string | null) => senders.find((sender) => sender.id === id) ?? standard
  const due = await takeDue(tx, workspaceId, outlet.pace, (id) => senderOf(id).id)
  if (due.length === 0) return { token: '', mails: [], held: 0 }
  const ids = due.map((mail) => mail.id)
  const held = new Map<string, string>()
  for (const ask of hooks.mayStillSend) for (const [id, reason] of await ask(tx, workspaceId, ids)) held.set(id, reason)
  const toDress = due.filter((mail) => mail.kind === 'marketing' && !held.has(mail.id))
  const around = await hooks.surround(
    tx,
    workspaceId,
    toDress.map((mail) => ({
      id: mail.id,
      to: mail.to_address,
      contactId: mail.contact_id,
      purpose: mail.purpose,
      senderId: senderOf(mail.sender_id).id,
      origin: outlet.origin,
    })),
  )
  for (const { id } of toDress) if (!around.has(id)) held.set(id, 'no_sender_block')
  await hold(tx, workspaceId, held, hooks)
  const here = (text: string) => text.replaceAll(originMark, outlet.origin)
  const mails = due
    .filter(({ id }) => !held.has(id))
    .map((mail): Leased => {
      const sender = senderOf(mail.sender_id)
      const dress = around.get(mail.id)
      return {
        id: mail.id,
        attempts: mail.attempts,
        from: { name: sender.name, address: mail.from_address ?? sender.address },
        to: { name: mail.to_name, address: mail.to_address },
        replyTo: mail.reply_to ?? sender.reply_to,
        subject: mail.subject,
        text: here(mail.body_text) + (dress?.text ?? ''),
        html: mail.body_html === null ? null : withEnd(here(mail.body_html), dress?.html ?? ''),
        unsubscribe: dress?.unsubscribe ?? null,
      }
    })
  const token = crypto.randomUUID()
  await sql`
    update mails set status = 'leased', lease = ${token}, lease_until = now() + interval '60 seconds'
    where workspace_id = ${workspaceId} and id = any(${mails.map(({ id }) => id)}::uuid[])
  `.execute(tx)
  return { token, mails, held: held.size }
}

type Sender = { id: string; name: string; address: string; reply_to: string | null; is_default: boolean }

async function readSenders(tx: Tx): Promise<Sender[]> {
  const { rows } = await sql<Sender>`
    select id, name, address, reply_to, is_default from mail_senders where archived_at is null
  `.execute(tx)
  return rows
}

type Due = {
  id: string
  contact_id: string | null
  to_address: string
  to_name: string
  to_domain: string
  reply_to: string | null
  sender_id: string | null
  from_address: string | null
  subject: string
  body_text: string
  body_html: string | null
  kind: 'transactional' | 'marketing'
  purpose: string
  attempts: number
}

/** Mails that are due and within what a sender and a domain may have in a minute; locked. */
async function takeDue(
  tx: Tx,
  workspaceId: WorkspaceId,
  pace: Pace,
  senderOf: (id: string | null) => string,
): Promise<Due[]> {
  const { bySender, byDomain } = await sentOfLate(tx, workspaceId, senderOf)
  const full = [...byDomain].filter(([, count]) => count >= pace.perDomainMinute).map(([domain]) => domain)
  const { rows } = await sql<Due>`
    select id, contact_id, to_address, to_name, to_domain, reply_to, sender_id, from_address, subject, body_text, body_html,
      kind, purpose, attempts
    from mails
    where workspace_id = ${workspaceId} and status = 'queued' and not_before <= now()
      and (kind = 'transactional' or to_domain <> all(${full}::text[]))
    order by kind desc, not_before, id limit ${looked} for update skip locked
  `.execute(tx)
  const count = (counts: Map<string, number>, key: string) => counts.get(key) ?? 0
  const taken: Due[] = []
  for (const mail of rows) {
    if (taken.length === atOnce) break
    const sender = senderOf(mail.sender_id)
    // Somebody waits for a transactional mail at this moment.
    const waits =
      mail.kind === 'marketing' &&
      (count(bySender, sender) >= pace.perMinute || count(byDomain, mail.to_domain) >= pace.perDomainMinute)
    if (waits) continue
    bySender.set(sender, count(bySender, sender) + 1)
    byDomain.set(mail.to_domain, count(byDomain, mail.to_domain) + 1)
    taken.push(mail)
  }
  return taken
}

/** What was handed over in the last minute or is about to be, by sender and by domain. */
async function sentOfLate(tx: Tx, workspaceId: WorkspaceId, senderOf: (id: string | null) => string) {
  const { rows } = await sql<{ sender_id: string | null; to_domain: string; count: number }>`
    select sender_id, to_domain, count(*) as count from (
      select sender_id, to_domain from mails
      where workspace_id = ${workspaceId} and handed_at > now() - interval '1 minute'
      union all
      select sender_id, to_domain from mails
      where workspace_id = ${workspaceId} and status = 'leased' and lease_until > now()
    ) as late group by sender_id, to_domain
  `.execute(tx)
  const [bySender, byDomain] = [new Map<string, number>(), new Map<string, number>()]
  for (const row of rows) {
    const sender = senderOf(row.sender_id)
    bySender.set(sender, (bySender.get(sender) ?? 0) + row.count)
    byDomain.set(row.to_domain, (byDomain.get(row.to_domain) ?? 0) + row.count)
  }
  return { bySender, byDomain }
}

async function hold(tx: Tx, workspaceId: WorkspaceId, held: ReadonlyMap<string, string>, hooks: MailHooks) {
  if (held.size === 0) return
  const [ids, reasons] = [[...held.keys()], [...held.values()]]
  await sql`
    update mails m set status = 'held', reason = h.reason
    from unnest(${ids}::uuid[], ${reasons}::text[]) as h (id, reason)
    where m.workspace_id = ${workspaceId} and m.id = h.id
  `.execute(tx)
  const results = [...held].map(([id, reason]): MailResult => ({ id, outcome: 'held', reason }))
  await tell(hooks, tx, workspaceId, results)
}

/** Puts the end inside the body of a document, or behind a fragment. */
function withEnd(html: string, end: string): string {
  const at = html.toLowerCase().lastIndexOf('</body>')
  return at < 0 ? html + end : html.slice(0, at) + end + html.slice(at)
}
