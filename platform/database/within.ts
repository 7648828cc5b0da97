import { sql } from 'kysely'
import type { FieldClass } from '#kernel/exchange.ts'
import { type Database, type Reach, schemaWithout } from './scope.ts'

const doors = new WeakMap<Database, Map<string, Database>>()

/**
 * The database as somebody has it who reaches some customers only, or from whom classes of fields are withheld: by
 * whichever door a workspace is opened, no more than that is seen in it.
 */
export function databaseWithin(
  database: Database,
  reach: Reach | null,
  withheld: readonly FieldClass[] = [],
): Database {
  const within: Database = {
    ...database,
    workspace: (workspaceId, work) => database.workspace(workspaceId, work, reach, withheld),
    look: (workspaceId, work) => database.look(workspaceId, work, reach, withheld),
  }
  // What is read ahead for a reach lasts as long as the request: nobody hears of changes to it.
  if (reach) return { ...within, listen: async () => ({ stop: async () => {} }) }
  const schema = schemaWithout(withheld)
  return schema === null ? database : keptDoor(database, schema, within)
}

/** All who do not see the same classes have one door, and what is kept of the database behind it. */
function keptDoor(database: Database, schema: string, door: Database): Database {
  const known = doors.get(database) ?? new Map<string, Database>()
  doors.set(database, known)
  const already = known.get(schema)
  if (!already) known.set(schema, door)
  return already ?? door
}

/** The same database, whose workspaces are only read: PostgreSQL refuses what would change a row. */
export function readingOnly(database: Database): Database {
  return {
    ...database,
    workspace: (workspaceId, work) =>
      database.workspace(workspaceId, async (tx) => {
        await sql`set transaction read only`.execute(tx)
        return work(tx)
      }),
  }
}
