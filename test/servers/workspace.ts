import { createWorkspace } from '#capabilities/access/server/workspaces.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import { seeds } from '#start/catalogue.ts'

/** A new company with all ready-made definitions: Japanese, yen, Tokyo, fiscal years from April, unless told otherwise. */
export async function testWorkspace(database: Database, given: Partial<Workspace> = {}): Promise<Workspace> {
  const workspace: Workspace = {
    id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as WorkspaceId,
    name: '試験商事株式会社',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
    fiscalStartMonth: 4,
    ...given,
  }
  await database.workspace(workspace.id, (tx) => createWorkspace(tx, workspace, seeds))
  return workspace
}
