import { sql } from 'kysely'
import type { JourneyMap } from '#capabilities/journey/core/map.ts'
import { threePhases } from '#capabilities/journey/core/ready/threePhases.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Gives a new workspace the ready-made map. Doing it twice changes nothing. */
export async function installMaps(tx: Tx, workspace: { id: WorkspaceId }): Promise<void> {
  await publishMap(tx, workspace.id, threePhases, 1)
}

async function publishMap(tx: Tx, workspaceId: WorkspaceId, map: JourneyMap, version: number): Promise<void> {
  const id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  await sql`
    insert into journey_maps (workspace_id, id, key, version, definition)
    values (${workspaceId}, ${id}, ${map.key}, ${version}, ${JSON.stringify(map)}::jsonb)
    on conflict (workspace_id, key, version) do nothing
  `.execute(tx)
}
