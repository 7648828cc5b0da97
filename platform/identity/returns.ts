import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'

type Returns = {
  /** Takes one attempt of each key back: now or, where the database does not write, as soon as it does. */
  readonly give: (keys: readonly string[]) => Promise<void>
}

const most = 10_000 // keys that are remembered; whoever comes beyond waits as after a failure
const again = 1000 // ms

const known = new WeakMap<Database, Returns>()

/** The attempts to be taken back in a database, as this process knows them. */
export function returnsOf(database: Database): Returns {
  const found = known.get(database) ?? openReturns(database)
  known.set(database, found)
  return found
}

function openReturns(database: Database): Returns {
  const owed = new Map<string, number>()
  let writing: Promise<void> | null = null

  const write = async () => {
    const due = new Map(owed)
    owed.clear()
    try {
      await takeBack(database, due)
    } catch {
      // The database is in trouble, which whoever asked it was told: what is owed stays so.
      for (const [key, count] of due) owed.set(key, (owed.get(key) ?? 0) + count)
      setTimeout(() => void settle(), again).unref()
    }
  }
  // One at a time: what is on its way is not owed a second time.
  const settle = async () => {
    await writing
    if (owed.size === 0) return
    writing ??= write().finally(() => (writing = null))
    await writing
  }
  return {
    give: async (keys) => {
      for (const key of keys) if (owed.has(key) || owed.size < most) owed.set(key, (owed.get(key) ?? 0) + 1)
      await settle()
    },
  }
}

async function takeBack(database: Database, due: ReadonlyMap<string, number>): Promise<void> {
  const given = JSON.stringify([...due].map(([key, count]) => ({ key, count })))
  await database.system((tx) =>
    sql`
      with locked as (
        select known.key, given.count from auth.throttle as known
        join jsonb_to_recordset(${given}::jsonb) as given (key text, count int) on given.key = known.key
        order by known.key for update of known
      )
      update auth.throttle as known set attempts = greatest(0, known.attempts - locked.count)
      from locked where known.key = locked.key
    `.execute(tx),
  )
}
