import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import type { TakeCalls } from '#platform/http/keyLimit.ts'

/** Counts calls of keys in the database, by its clock, so that all processes count the same minute. */
export function takeCalls(database: Database): TakeCalls {
  return ({ workspaceId, key }, calls) =>
    database.workspace(workspaceId, async (tx) => {
      const { rows } = await sql<{ taken: number; left: number }>`
        insert into api_calls as known (workspace_id, key_id, minute, taken)
        values (${workspaceId}, ${key!.id}, date_trunc('minute', clock_timestamp()), ${calls})
        on conflict (workspace_id, key_id) do update set minute = excluded.minute,
          taken = excluded.taken + case when known.minute = excluded.minute then known.taken else 0 end
        returning taken, ceil(extract(epoch from minute + interval '1 minute' - clock_timestamp()))::int as left
      `.execute(tx)
      const { taken, left } = rows[0]!
      return { taken, secondsLeft: Math.max(1, left) }
    })
}
