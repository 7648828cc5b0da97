import { sql } from 'kysely'
import type { WriteKey } from '#capabilities/usage/contract/keys.ts'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { newWriteKey, writeKeyHash } from './writeKeys.ts'

type Row = {
  id: string
  name: string
  prefix: string
  source: string
  created_at: Date
  created_by: string | null
  last_used_at: Date | null
  revoked_at: Date | null
}

/** All keys, those in use first. */
export async function readKeys(tx: Tx, id: string | null = null): Promise<WriteKey[]> {
  const { rows } = await sql<Row>`
    select k.id, k.name, k.prefix, k.source, k.created_at, p.name as created_by, k.last_used_at, k.revoked_at
    from write_keys k left join people p on p.workspace_id = k.workspace_id and p.id = k.created_by
    where ${id}::uuid is null or k.id = ${id}::uuid
    order by k.revoked_at is not null, k.created_at desc, k.id
  `.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    source: row.source,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }))
}

export function createKey(context: CallContext, given: { name: string; source: string }) {
  const key = newWriteKey()
  const id = context.newId<string>()
  return context.transaction(async (tx) => {
    await sql`
      insert into write_keys (workspace_id, id, name, key_hash, prefix, source, created_by)
      values (${context.caller.workspaceId}, ${id}, ${given.name}, ${writeKeyHash(key)}, ${key.slice(0, 8)},
        ${given.source}, ${context.caller.personId})
    `.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'writeKey.create', subjectId: id, after: given })
    await context.live.publish(context.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    const [writeKey] = await readKeys(tx, id)
    return { key, writeKey: writeKey! }
  })
}

export function revokeKey(context: CallContext, id: string): Promise<WriteKey> {
  return context.transaction(async (tx) => {
    const { rows } = await sql`
      update write_keys set revoked_at = ${context.now()} where id = ${id} and revoked_at is null returning id
    `.execute(tx)
    if (rows.length > 0) {
      await recordChange(tx, { by: context.caller, action: 'writeKey.revoke', subjectId: id })
      await context.live.publish(context.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    }
    const [key] = await readKeys(tx, id)
    if (!key) throw notFound()
    return key
  })
}
