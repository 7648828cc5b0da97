import { sql } from 'kysely'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readyRules } from '../core/ready/rules.ts'

/** Gives a new workspace the ready-made rules, switched on. Doing it twice changes nothing. */
export async function installRules(tx: Tx, workspace: { id: WorkspaceId }): Promise<void> {
  const now = Date.now()
  const rules = readyRules.map((rule, at) => ({
    // Ids in the order of the rules: they are listed by it.
    id: uuidV7(now + at, crypto.getRandomValues(new Uint8Array(10))),
    key: rule.key,
    definition: rule,
  }))
  await sql`
    insert into signal_rules (workspace_id, id, key, version, definition)
    select ${workspace.id}::uuid, id, key, 1, definition
    from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as rule (id uuid, key text, definition jsonb)
    on conflict (workspace_id, key, version) do nothing
  `.execute(tx)
}
