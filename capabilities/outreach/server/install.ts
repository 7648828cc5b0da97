import { sql } from 'kysely'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { onboardingMails } from '../core/ready/sequences.ts'
import { readyTemplates } from '../core/ready/templates.ts'

/** Gives a new workspace the ready-made templates, and the sequence for the standard plan, switched off. Doing it twice changes nothing. */
export async function installOutreach(tx: Tx, workspace: { id: WorkspaceId }): Promise<void> {
  const now = Date.now()
  const newId = (at: number) => uuidV7(now + at, crypto.getRandomValues(new Uint8Array(10)))
  const rows = readyTemplates.map((template, at) => ({ id: newId(at), key: template.key, definition: template }))
  await sql`
    insert into outreach_templates (workspace_id, id, key, version, definition)
    select ${workspace.id}::uuid, id, key, 1, definition
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (id uuid, key text, definition jsonb)
    on conflict (workspace_id, key, version) do nothing
  `.execute(tx)
  const { key, ...definition } = onboardingMails
  await sql`
    insert into outreach_sequences (workspace_id, id, key, version, definition)
    values (${workspace.id}, ${newId(rows.length)}, ${key}, 1, ${JSON.stringify(definition)}::jsonb)
    on conflict (workspace_id, key, version) do nothing
  `.execute(tx)
}
