import { sql } from 'kysely'
import { newWriteKey, writeKeyHash } from '#capabilities/usage/server/writeKeys.ts'
import { uuidV7, type AccountId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'

const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

type KeyOptions = {
  /** The key itself, where a recorded client has it built in; a workspace that had it before loses it. */
  key?: string
  source?: string
}

/** A write key of the workspace that tracking clients can use at once. */
export async function buildWriteKey(
  database: Database,
  workspace: Workspace,
  { key = newWriteKey(), source = 'product' }: KeyOptions = {},
): Promise<string> {
  const digest = writeKeyHash(key)
  await database.system((tx) => sql`delete from write_keys where key_hash = ${digest}`.execute(tx))
  await database.workspace(workspace.id, (tx) =>
    sql`insert into write_keys (workspace_id, id, name, key_hash, prefix, source)
      values (${workspace.id}, ${newId()}, 'test', ${digest}, ${key.slice(0, 8)}, ${source})`.execute(tx),
  )
  return key
}

/** An account, known to tracking clients under an external id. */
export async function buildTrackedAccount(
  database: Database,
  workspace: Workspace,
  externalId: string,
  source = 'product',
): Promise<AccountId> {
  const id = newId() as AccountId
  await database.workspace(workspace.id, async (tx) => {
    await sql`insert into accounts (workspace_id, id, name) values (${workspace.id}, ${id}, ${externalId})`.execute(tx)
    await sql`insert into account_external_ids (workspace_id, source, external_id, account_id)
      values (${workspace.id}, ${source}, ${externalId}, ${id})`.execute(tx)
  })
  return id
}
