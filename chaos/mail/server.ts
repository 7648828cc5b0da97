// The product in a process of its own that can be killed while it sends mail, and started again on the same data.
import { sql } from 'kysely'
import { createWorkspace } from '#capabilities/access/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { type OutgoingMail, queueMails } from '#platform/mail/outbox.ts'
import { seeds } from '#start/catalogue.ts'
import { serve } from '#start/serve.ts'
import { readSettings } from '#start/settings.ts'
import { fill, reachedBy, sendThrough } from './customers.ts'

export type Ready = { address: string; pid: number }
export type Asked =
  | { ask: 'queue'; mails: number; addresses: number; smtpPort: number }
  | { ask: 'expire'; fault: boolean; started: number }
  | { ask: 'fill'; contacts: number; addresses: number; smtpPort: number }
  | { ask: 'look' }
  | { ask: 'reached' }
  | { ask: 'stop' }
export type MailState = { id: string; address: string; kind: string; status: string; doubted: boolean }

const [directory] = process.argv.slice(2)
const { app, address, stop } = await serve(
  readSettings(['--data', directory!], { PORT: '0', OUTBOUND_ALLOW: '127.0.0.1' }),
)
const workspaceId = await company()
process.on('message', (asked: Asked) => {
  if (asked.ask === 'stop') void stop().then(() => process.exit(0))
  if (asked.ask === 'queue') void queue(asked)
  if (asked.ask === 'fill') void filled(asked)
  if (asked.ask === 'expire') void expire(asked)
  if (asked.ask === 'look') void look()
  if (asked.ask === 'reached') void reached()
})
process.send!({ address, pid: process.pid } satisfies Ready)

async function company(): Promise<WorkspaceId> {
  const known = await app.database.ask(sql<{ id: WorkspaceId }>`select workspace_id as id from workspaces`)
  if (known[0]) return known[0].id
  const id = crypto.randomUUID() as WorkspaceId
  const [locale, timeZone, currency] = ['ja', 'Asia/Tokyo', 'JPY'] as const
  const workspace = { id, name: 'chaos', locale, timeZone, currency, fiscalStartMonth: 4 }
  await app.database.workspace(id, (tx) => createWorkspace(tx, workspace, seeds))
  return id
}

/** Puts mails into the outbox: every fiftieth is transactional, the rest a broadcast; each address gets several. */
async function queue({ mails, addresses, smtpPort }: Extract<Asked, { ask: 'queue' }>): Promise<void> {
  await app.database.workspace(workspaceId, async (tx) => {
    await sendThrough(tx, workspaceId, smtpPort)
    const all = Array.from({ length: mails }, (_, i): OutgoingMail => {
      const transactional = i % 50 === 0
      return {
        id: crypto.randomUUID(),
        accountId: null,
        contactId: null,
        to: { address: `person${i % addresses}@example${i % 7}.co.jp`, name: `担当者 ${i % addresses}` },
        senderId: null,
        subject: `お知らせ ${i}`,
        text: '山田様\n\nいつもお世話になっております。\n',
        html: '<p>山田様</p><p>いつもお世話になっております。</p>',
        kind: transactional ? 'transactional' : 'marketing',
        purpose: transactional ? 'login_code' : 'broadcast',
        notBefore: new Date(0),
      }
    })
    await queueMails(tx, workspaceId, all)
  })
  process.send!('queued')
}

/** Makes customers, and answers the session of somebody who may send to them. */
async function filled({ contacts, addresses, smtpPort }: Extract<Asked, { ask: 'fill' }>): Promise<void> {
  await app.database.workspace(workspaceId, (tx) => sendThrough(tx, workspaceId, smtpPort))
  process.send!(await fill(app, workspaceId, contacts, addresses))
}

/**
 * Lets the leases of the process before this one run out now, rather than after a minute. The planted fault: what it was
 * handing over is found as a product finds it that writes its state down afterwards.
 */
async function expire({ fault, started }: Extract<Asked, { ask: 'expire' }>): Promise<void> {
  await app.database.workspace(workspaceId, async (tx) => {
    const before = new Date(started)
    if (fault)
      await sql`update mails set status = 'queued', lease = null, lease_until = null
        where status = 'handing' and handed_at < ${before}`.execute(tx)
    await sql`update mails set lease_until = now() - interval '1 second'
      where status = 'leased' or (status = 'handing' and handed_at < ${before})`.execute(tx)
  })
  process.send!('expired')
}

async function look(): Promise<void> {
  const { rows } = await app.database.workspace(workspaceId, (tx) =>
    sql<MailState>`select id, to_address as address, kind, status, doubted_at is not null as doubted from mails`.execute(
      tx,
    ),
  )
  process.send!(rows)
}

async function reached(): Promise<void> {
  process.send!(await app.database.workspace(workspaceId, (tx) => reachedBy(tx, workspaceId)))
}
