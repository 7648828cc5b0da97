import { hash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'

/** A write key that tracking clients may use: whose events they are, and what `group` names accounts by. */
export type KnownKey = { id: string; workspaceId: WorkspaceId; source: string }

export type WriteKeys = {
  /** Whose key this is; null: nobody's, or revoked. What is revoked elsewhere is noticed within seconds. */
  find: (key: string) => Promise<KnownKey | null>
  /** To be called when keys were made or revoked in this process. */
  forget: () => void
}

const rememberedFor = 5000 // ms
const rememberedAtMost = 2000

/** A new key, shown once: 192 bits, so that a plain digest of it is safe to keep. */
export function newWriteKey(): string {
  return `bw_${randomBytes(24).toString('base64url')}`
}

export function writeKeyHash(key: string): string {
  return hash('sha256', key)
}

/** Looks keys up by their digest, and remembers for some seconds what it found, or that there is none. */
export function writeKeys(database: Database, now: () => number = Date.now): WriteKeys {
  const remembered = new Map<string, { at: number; found: Promise<KnownKey | null> }>()
  const look = (digest: string) =>
    database.system(async (tx) => {
      const { rows } = await sql<KnownKey>`
        update write_keys set last_used_at = now()
        where key_hash = ${digest} and revoked_at is null
        returning id, workspace_id as "workspaceId", source
      `.execute(tx)
      return rows[0] ?? null
    })
  return {
    find: (key) => {
      if (key.length > 200) return Promise.resolve(null)
      const digest = writeKeyHash(key)
      const known = remembered.get(digest)
      if (known && now() - known.at < rememberedFor) return known.found
      if (remembered.size >= rememberedAtMost) remembered.clear()
      const found = look(digest)
      remembered.set(digest, { at: now(), found })
      found.catch(() => remembered.delete(digest))
      return found
    },
    forget: () => remembered.clear(),
  }
}
