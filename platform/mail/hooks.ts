import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Why mails are not to go out any more, by their ids; asked in the transaction that leases them. */
export type MayStillSend = (
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, string>>

/** What stands around the text of a mail: who sends it, and how to unsubscribe. */
export type Around = {
  readonly text: string
  readonly html: string
  readonly unsubscribe: { readonly url: string; readonly mailto: string | null } | null
}

/** What stands around mails of marketing; one that is not answered for is held. */
export type Surround = (
  tx: Tx,
  workspaceId: WorkspaceId,
  mails: readonly {
    readonly id: string
    readonly to: string
    readonly contactId: string | null
    readonly purpose: string
    readonly senderId: string
    /** The address under which links lead back to Banso. */
    readonly origin: string
  }[],
) => Promise<ReadonlyMap<string, Around>>

/** What somebody answered to a mail: their own words, their address, and the answer's own Message-ID. */
export type MailAnswer = { readonly text: string; readonly from: string | null; readonly messageId: string | null }

/** What became of a mail. `in_doubt` of a transactional mail: it is sent again with the same Message-ID. */
export type MailResult = { readonly id: string; readonly reason: string | null } & (
  | { readonly outcome: 'sent' | 'failed' | 'held' | 'in_doubt' | 'bounced' }
  | { readonly outcome: 'replied'; readonly answer: MailAnswer }
)

/** Told what became of mails, in the transaction that writes it down. */
export type Told = (tx: Tx, workspaceId: WorkspaceId, results: readonly MailResult[]) => Promise<void>

/** What capabilities have to do with mail; filled where the product is put together. */
export type MailHooks = {
  readonly mayStillSend: readonly MayStillSend[]
  readonly surround: Surround
  readonly told: readonly Told[]
}

/** Tells everybody who wants to know. */
export async function tell(
  { told }: MailHooks,
  tx: Tx,
  workspaceId: WorkspaceId,
  results: readonly MailResult[],
): Promise<void> {
  if (results.length === 0) return
  for (const one of told) await one(tx, workspaceId, results)
}
