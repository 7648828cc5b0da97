import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import type { TakeCalls } from '#platform/http/keyLimit.ts'
import type { NoteTaken } from '#platform/http/share.ts'
import type { WorkspaceId } from '#kernel/id.ts'

/** Counts calls of keys in the database. */
export function takeCalls(database: Database): TakeCalls {
  return ({ workspaceId, key }, calls) =>
    count(database, { in: 'api_calls', by: 'key_id', workspaceId, id: key!.id }, calls)
}

const counted = {
  person: { in: 'person_calls', by: 'person_id' },
  writeKey: { in: 'write_key_events', by: 'write_key_id' },
} as const

/** Counts what people and write keys take in the database. */
export function noteTaken(database: Database): NoteTaken {
  return ({ of, ...whose }, amount) => count(database, { ...counted[of], ...whose }, amount)
}

type Counted = { in: string; by: string; workspaceId: WorkspaceId; id: string }

/** Adds to a count of this minute, by the database's clock, so that all processes count the same one. */
function count(database: Database, whose: Counted, amount: number): Promise<{ taken: number; secondsLeft: number }> {
  const { workspaceId, id } = whose
  const [table, column] = [sql.table(whose.in), sql.ref(whose.by)]
  return database.workspace(workspaceId, async (tx) => {
    const { rows } = await sql<{ taken: number; left: number }>`
      insert into ${table} as known (workspace_id, ${column}, minute, taken)
      values (${workspaceId}, ${id}, date_trunc('minute', clock_timestamp()), ${amount})
      on conflict (workspace_id, ${column}) do update set minute = excluded.minute,
        taken = excluded.taken + case when known.minute = excluded.minute then known.taken else 0 end
      returning taken, ceil(extract(epoch from minute + interval '1 minute' - clock_timestamp()))::int as left
    `.execute(tx)
    const { taken, left } = rows[0]!
    return { taken, secondsLeft: Math.max(1, left) }
  })
}
