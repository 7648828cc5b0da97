import { sql } from 'kysely'
import { withdrawByMail } from '#capabilities/access/server/index.ts'
import { everything } from '#capabilities/outreach/core/delivery/purposes.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

type Wish = { readonly address: string; readonly purpose: string; readonly mailId: string | null }

/**
 * Whoever unsubscribes takes back what they consented to: of what the mail was for, whose kind they want no more, or with
 * all marketing everything.
 */
export async function withdrawWith(
  tx: Tx,
  workspaceId: WorkspaceId,
  { address, purpose, mailId }: Wish,
): Promise<void> {
  if (purpose === everything) return withdrawByMail(tx, workspaceId, { address, purposeId: null, mailId })
  const { rows } = await sql<{ id: string | null }>`
    select t.definition ->> 'consentPurposeId' as id from mails m
    join outreach_messages o on o.workspace_id = m.workspace_id and o.id = m.id
    join outreach_templates t on t.workspace_id = o.workspace_id and t.id = o.template_id
    where m.workspace_id = ${workspaceId} and m.id = ${mailId} and m.purpose = ${purpose}
  `.execute(tx)
  const purposeId = rows[0]?.id ?? null
  if (purposeId !== null) await withdrawByMail(tx, workspaceId, { address, purposeId, mailId })
}
