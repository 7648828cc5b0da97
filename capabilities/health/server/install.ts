import { sql } from 'kysely'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readyCards } from '../core/ready/dear.ts'

/** Gives a new workspace the ready-made scorecards. Doing it twice changes nothing. */
export async function installScorecards(tx: Tx, workspace: { id: WorkspaceId }): Promise<void> {
  const cards = readyCards.map((card, position) => ({
    id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    key: card.key,
    position,
    definition: card,
  }))
  await sql`
    insert into scorecards (workspace_id, id, key, version, position, definition)
    select ${workspace.id}::uuid, id, key, 1, position, definition
    from jsonb_to_recordset(${JSON.stringify(cards)}::jsonb) as card (id uuid, key text, position int, definition jsonb)
    on conflict (workspace_id, key, version) do nothing
  `.execute(tx)
}
