import { sql } from 'kysely'
import { type KeyStock, recordChanges } from '#capabilities/access/server/index.ts'

/** API keys that work, of one person or of everybody: how many there are, and taking them back where something leaked. */
export const keyStock: KeyStock = {
  count: async (tx, workspaceId, personId) => {
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from api_keys where workspace_id = ${workspaceId} and revoked_at is null
        and (expires_at is null or expires_at > now()) and (${personId}::uuid is null or person_id = ${personId})
    `.execute(tx)
    return rows[0]!.open
  },
  withdraw: async (tx, by, personId, now) => {
    const { rows } = await sql<{ id: string; name: string }>`
      update api_keys set revoked_at = ${now} where workspace_id = ${by.workspaceId} and revoked_at is null
        and (expires_at is null or expires_at > ${now}) and (${personId}::uuid is null or person_id = ${personId})
      returning id, name
    `.execute(tx)
    await recordChanges(
      tx,
      rows.map(({ id, name }) => ({ by, action: 'apiKey.revoke', subjectId: id, before: { name } })),
    )
    return rows.length
  },
}
