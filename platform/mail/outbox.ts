import { sql } from 'kysely'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { mailAddress, oneLine } from './address.ts'

/** A mail that is to go out. What is queued is sent, or it is told why not. */
export type OutgoingMail = {
  /** UUID, stable: the Message-ID is made of it, and queueing the same id a second time changes nothing. */
  readonly id: string
  readonly accountId: AccountId | null
  readonly contactId: string | null
  readonly to: { readonly address: string; readonly name: string }
  readonly replyTo?: string
  /** Null: the workspace's default sender. */
  readonly senderId: string | null
  readonly subject: string
  readonly text: string
  readonly html: string | null
  /**
   * A transactional mail (a code to sign in with) goes out whatever somebody has unsubscribed from, and is sent again with
   * the same Message-ID after a crash. Marketing carries the way to unsubscribe, is held by suppression, and is never sent
   * again by itself once it may have been handed over.
   */
  readonly kind: 'transactional' | 'marketing'
  /** What preferences speak of: `login_code`, `plan`, `step_mail`, `broadcast`, `by_hand` … */
  readonly purpose: string
  readonly notBefore: Date
}

/**
 * Where a mail is: `leased` by a process that is about to hand it over (nothing was handed over yet), `handing` while it
 * does, `in_doubt` where that broke off and nobody knows.
 */
export const mailStates = ['queued', 'leased', 'handing', 'sent', 'failed', 'bounced', 'held', 'in_doubt'] as const
export type MailState = (typeof mailStates)[number]

/** Told when there may be mails to send. */
export const mailChannel = 'banso_mail'

/**
 * Stands in a mail's texts for Banso's own address (`${originMark}/p/…`) and gives way to it when the mail goes out: whoever
 * writes a mail in the background knows no address. Nobody can have it (RFC 2606).
 */
export const originMark = 'https://banso.invalid'

/**
 * Puts mails into the outbox, with the transaction they belong to; one statement however many. A mail to what is no address
 * is kept as failed, so that it is seen; it holds up no other.
 */
export async function queueMails(tx: Tx, workspaceId: WorkspaceId, mails: readonly OutgoingMail[]): Promise<void> {
  if (mails.length === 0) return
  const rows = mails.map((mail) => {
    const address = mailAddress(mail.to.address)
    return {
      id: mail.id,
      account_id: mail.accountId,
      contact_id: mail.contactId,
      to_address: address ?? oneLine(mail.to.address),
      to_name: oneLine(mail.to.name),
      reply_to: mail.replyTo === undefined ? null : mailAddress(mail.replyTo),
      sender_id: mail.senderId,
      subject: oneLine(mail.subject),
      body_text: kept(mail.text),
      body_html: mail.html === null ? null : kept(mail.html),
      kind: mail.kind,
      purpose: mail.purpose,
      status: address === null ? 'failed' : 'queued',
      reason: address === null ? 'no_address' : null,
      not_before: mail.notBefore,
    }
  })
  await sql`
    insert into mails (
      workspace_id, id, account_id, contact_id, to_address, to_name, reply_to, sender_id, subject, body_text, body_html,
      kind, purpose, status, reason, not_before
    )
    select ${workspaceId}, id, account_id, contact_id, to_address, to_name, reply_to, sender_id, subject, body_text,
      body_html, kind, purpose, status, reason, not_before
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as mail (
      id uuid, account_id uuid, contact_id uuid, to_address text, to_name text, reply_to text, sender_id uuid,
      subject text, body_text text, body_html text, kind text, purpose text, status text, reason text,
      not_before timestamptz
    )
    on conflict (workspace_id, id) do nothing
  `.execute(tx)
  await sql`select pg_notify(${mailChannel}, '')`.execute(tx)
}

/** A text as PostgreSQL and every mail program can hold it. */
const kept = (text: string) => text.toWellFormed().replaceAll('\0', '')
