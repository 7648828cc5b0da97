import { sql } from 'kysely'
import { missingOf, type SenderBlock, senderBlock } from '#capabilities/outreach/core/delivery/senderBlock.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Around, Surround } from '#platform/mail/hooks.ts'
import { recipientToken } from './token.ts'

/** What stands around mails of marketing: the sender block, and each recipient's own way to unsubscribe. */
export async function surroundMails(database: Database): Promise<Surround> {
  // The key is read here once: to ask for it within a transaction could wait for the place that transaction holds.
  await recipientToken(database, { workspaceId: '' as never, purpose: '', address: '', mailId: null })
  return async (tx, workspaceId, mails) => {
    if (mails.length === 0) return new Map()
    const senders = await readBlocks(tx)
    const made = mails.map(async (mail): Promise<[string, Around] | null> => {
      const block = senders.get(mail.senderId)
      if (!block || missingOf(block).length > 0) return null
      const { purpose, to: address, id: mailId } = mail
      const token = await recipientToken(database, { workspaceId, purpose, address, mailId })
      const url = `${mail.origin}/u/${token}`
      return [mail.id, { ...senderBlock(block, url, block.locale), unsubscribe: { url, mailto: block.mailto } }]
    })
    return new Map((await Promise.all(made)).filter((one) => one !== null))
  }
}

type Block = SenderBlock & { locale: 'ja' | 'en'; mailto: string | null }

async function readBlocks(tx: Parameters<Surround>[0]): Promise<Map<string, Block>> {
  const { rows } = await sql<Block & { id: string }>`
    select s.id, s.company, s.postal_address as "postalAddress", s.contact, w.locale,
      case when exists (select from mail_doors) then s.reply_to end as mailto
    from mail_senders s join workspaces w on w.workspace_id = s.workspace_id
    where s.archived_at is null
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
