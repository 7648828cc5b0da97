import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Permission } from '#kernel/exchange.ts'
import type { PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { ApiKey } from '#capabilities/connect/contract/keys.ts'
import { apiKeyHash, newApiKey } from './findKey.ts'

type Row = {
  id: string
  name: string
  prefix: string
  person_id: PersonId
  person_name: string
  permissions: Permission[]
  own_customers: boolean
  state: ApiKey['state']
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
}

type Wanted = { name: string; permissions: readonly Permission[]; ownCustomers: boolean; days: number | null }

/** Keys of one person, or of everybody; those in use first. */
export async function readKeys(tx: Tx, now: Date, of: PersonId | null, id: string | null = null): Promise<ApiKey[]> {
  const { rows } = await sql<Row>`
    select k.id, k.name, k.prefix, k.person_id, p.name as person_name, k.permissions, k.own_customers, k.created_at,
      k.expires_at, k.last_used_at,
      case when k.revoked_at is not null then 'revoked' when k.expires_at <= ${now} then 'expired' else 'active' end as state
    from api_keys k join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
    where (${of}::uuid is null or k.person_id = ${of}::uuid) and (${id}::uuid is null or k.id = ${id}::uuid)
    order by state <> 'active', k.created_at desc, k.id
    limit 500
  `.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    person: { id: row.person_id, name: row.person_name },
    permissions: row.permissions,
    ownCustomers: row.own_customers,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }))
}

/** Makes a key that may do no more than its maker; refuses what the maker may not do. */
export async function createKey(context: CallContext, { name, permissions, ownCustomers, days }: Wanted) {
  const { caller } = context
  const missing = permissions.find((permission) => !caller.permissions.has(permission))
  if (missing) throw refused([{ field: 'permissions', value: missing, rule: 'key.permission' }])
  const [key, id, now] = [newApiKey(), context.newId<string>(), context.now()]
  const expiresAt = days === null ? null : new Date(now.getTime() + days * 86_400_000)
  const apiKey = await context.transaction(async (tx) => {
    await sql`
      insert into api_keys (workspace_id, id, person_id, name, key_hash, prefix, permissions, own_customers, expires_at)
      values (${caller.workspaceId}, ${id}, ${caller.personId}, ${name}, ${apiKeyHash(key)}, ${key.slice(0, 11)},
        ${[...new Set(permissions)]}, ${ownCustomers}, ${expiresAt})
    `.execute(tx)
    const after = { name, permissions, ownCustomers, expiresAt }
    await recordChange(tx, { by: caller, action: 'apiKey.create', subjectId: id, after })
    await context.live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    return (await readKeys(tx, now, caller.personId, id))[0]!
  })
  return { key, apiKey }
}

/** Takes a key back: one's own, or anybody's for whoever manages people. */
export function revokeKey(context: CallContext, id: string): Promise<ApiKey> {
  const { caller } = context
  return context.transaction(async (tx) => {
    const [known] = await readKeys(tx, context.now(), whose(context), id)
    if (!known) throw notFound()
    if (known.state !== 'revoked') {
      await sql`update api_keys set revoked_at = ${context.now()} where id = ${id}`.execute(tx)
      await recordChange(tx, { by: caller, action: 'apiKey.revoke', subjectId: id, before: { name: known.name } })
      await context.live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    }
    return { ...known, state: 'revoked' as const }
  })
}

/** Whose keys somebody sees: their own, or everybody's. */
export function whose({ caller }: Pick<CallContext, 'caller'>): PersonId | null {
  return caller.permissions.has('people.manage') ? null : caller.personId
}
