import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'

/** A company of its own in the database: Japanese, yen, Tokyo, fiscal years from April, unless told otherwise. */
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
  await database.workspace(workspace.id, (tx) =>
    sql`insert into workspaces (workspace_id, name, locale, time_zone, currency, fiscal_start_month)
      values (${workspace.id}, ${workspace.name}, ${workspace.locale}, ${workspace.timeZone}, ${workspace.currency},
        ${workspace.fiscalStartMonth})`.execute(tx),
  )
  return workspace
}
