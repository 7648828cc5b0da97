import { hash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { allowed } from '#capabilities/access/core/roles.ts'
import { callerIn } from '#capabilities/access/server/index.ts'
import type { Permission } from '#kernel/exchange.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Caller } from '#platform/http/context.ts'

/** A new key, shown once: 240 bits, so that a plain digest of it is safe to keep. */
export function newApiKey(): string {
  return `banso_${randomBytes(30).toString('base64url')}`
}

export function apiKeyHash(key: string): string {
  return hash('sha256', key)
}

type Row = {
  id: string
  name: string
  workspaceId: WorkspaceId
  userId: string
  permissions: Permission[]
  ownCustomers: boolean
  unnoted: boolean
}

/**
 * Whoever calls by a key: the person who made it as they stand now, with no more than the key was given. Null where the
 * key is nobody's, over or revoked, or the person is no longer active.
 */
export async function findKeyCaller(database: Database, key: string, now: Date): Promise<Caller | null> {
  if (key.length > 100) return null
  const [row] = await database.ask(sql<Row>`
    select k.id, k.name, k.workspace_id as "workspaceId", p.user_id as "userId", k.permissions,
      k.own_customers as "ownCustomers",
      k.last_used_at is null or k.last_used_at < ${now}::timestamptz - interval '1 minute' as unnoted
    from api_keys k join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
    where k.key_hash = ${apiKeyHash(key)} and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > ${now})
  `)
  if (!row) return null
  const person = await callerIn(database, row.userId, row.workspaceId)
  if (!person) return null
  if (row.unnoted) {
    await database.system((tx) =>
      sql`update api_keys set last_used_at = ${now} where workspace_id = ${row.workspaceId} and id = ${row.id}`.execute(
        tx,
      ),
    )
  }
  return narrowed(person, row)
}

/** What is left of a person's rights for one of their keys. */
function narrowed(person: Caller, { id, name, permissions, ownCustomers }: Row): Caller {
  const reach = ownCustomers ? ({ scope: 'book', personId: person.personId } as const) : person.reach
  const within = allowed({
    permissions: permissions.filter((permission) => person.permissions.has(permission)),
    rowScope: reach?.scope ?? 'all',
  })
  return { ...person, reach, permissions: new Set(within), key: { id, name } }
}
