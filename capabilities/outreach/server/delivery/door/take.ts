import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { everything } from '#capabilities/outreach/core/delivery/purposes.ts'
import type { Report } from '#capabilities/outreach/core/delivery/report.ts'
import { isId, type WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { Live } from '#platform/http/live.ts'
import { linkHash } from '#platform/identity/oneTimeLink.ts'
import { type MailAnswer, tell } from '#platform/mail/hooks.ts'
import { markMails } from '#platform/mail/states.ts'
import { mailInstalled } from '../installed.ts'
import { suppress } from '../suppress.ts'
import { withdrawWith } from '../withdraw.ts'

export type DoorTools = { readonly database: Database; readonly live: Live }

/** Whose door a key opens; null: nobody's. */
export async function doorOf(database: Database, key: string): Promise<WorkspaceId | null> {
  if (!/^[\w-]{32}$/.test(key)) return null
  const rows = await database.ask(sql<{ id: WorkspaceId }>`
    select workspace_id as id from mail_doors where token_hash = ${linkHash(key)}
  `)
  return rows[0]?.id ?? null
}

/** Takes a report in: the mail is marked, and an address that is gone, or whose owner complained, gets no more marketing. */
export async function takeReport(tx: Tx, workspaceId: WorkspaceId, report: Report): Promise<boolean> {
  const reason = report.kind === 'complaint' ? 'complaint' : report.kind === 'hard' ? 'no_such_address' : 'refused'
  const { detail, mailId } = report
  const mail = mailId && isId(mailId) ? await markMails(tx, workspaceId, mailId, 'bounced', { reason, detail }) : null
  if (mail) await tell(mailInstalled().hooks, tx, workspaceId, [{ id: mailId!, outcome: 'bounced', reason }])
  // An address is believed only of a mail that we know, or where we have written to it: a report can be made up.
  const address = mail?.address ?? (await knownAddress(tx, workspaceId, report.recipient))
  if (address === null) return false
  if (report.kind !== 'soft') {
    const why = report.kind === 'complaint' ? 'complaint' : 'bounced'
    const isNew = await suppress(tx, workspaceId, { address, purpose: everything, reason: why, detail, mailId })
    if (isNew) {
      await recordChange(tx, {
        by: { workspaceId, system: true },
        action: 'mail_suppression.add',
        subjectId: address.toLowerCase(),
        accountId: mail?.accountId ?? null,
        after: { purpose: everything, reason: why },
      })
    }
  }
  return true
}

/** Takes an answer to a mail in: whoever follows the mail is told what was answered. */
export async function takeReply(
  tx: Tx,
  workspaceId: WorkspaceId,
  { mailId, answer }: { mailId: string; answer: MailAnswer },
): Promise<boolean> {
  const mail = await markMails(tx, workspaceId, mailId, 'replied', { reason: null, detail: '' })
  if (mail)
    await tell(mailInstalled().hooks, tx, workspaceId, [{ id: mailId, outcome: 'replied', reason: null, answer }])
  return mail !== null
}

/** Takes "unsubscribe" in, that a mail program sent for somebody we have written to. */
export async function takeUnsubscribe(tx: Tx, workspaceId: WorkspaceId, from: string): Promise<boolean> {
  const address = await knownAddress(tx, workspaceId, from)
  if (address === null) return false
  await suppress(tx, workspaceId, { address, purpose: everything, reason: 'unsubscribed' })
  await withdrawWith(tx, workspaceId, { address, purpose: everything, mailId: null })
  return true
}

async function knownAddress(tx: Tx, workspaceId: WorkspaceId, address: string | null): Promise<string | null> {
  if (address === null) return null
  const { rows } = await sql<{ address: string }>`
    select to_address as address from mails
    where workspace_id = ${workspaceId} and lower(to_address) = ${address.toLowerCase()} and sent_at is not null limit 1
  `.execute(tx)
  return rows[0]?.address ?? null
}

/** Counts what came in by the door, and what of it meant nothing to us. */
export async function countDoor(tx: Tx, workspaceId: WorkspaceId, meant: boolean): Promise<void> {
  await sql`
    update mail_doors set received = received + 1, unread = unread + ${meant ? 0 : 1}, last_received_at = now()
    where workspace_id = ${workspaceId}
  `.execute(tx)
}
