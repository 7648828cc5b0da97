import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { evaluator, type Moment, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import { conditionsOf, type JourneyMap } from '#capabilities/journey/core/map.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** A version of a map as it is kept. */
export type StoredMap = {
  id: string
  key: string
  version: number
  map: JourneyMap
  note: string | null
  publishedAt: Date
  publishedBy: PersonId | null
  /** The newest version of its key: new accounts begin on it. */
  newest: boolean
  /** Whether the map is in use. */
  used: boolean
  /** Customers who are on another map stay there. */
  newOnly: boolean
}

type MapRow = {
  id: string
  key: string
  version: number
  definition: JourneyMap
  note: string | null
  published_at: Date
  published_by: PersonId | null
  used: boolean
  new_only: boolean
}

/** All versions of a workspace's maps in the order in which they are tried, the newest of each key first. */
export async function readMaps(tx: Tx, workspaceId: WorkspaceId): Promise<StoredMap[]> {
  const { rows } = await sql<MapRow>`
    select id, key, version, definition, note, published_at, published_by, switched_off_at is null as used, new_only
    from journey_maps where workspace_id = ${workspaceId} order by position, key, version desc
  `.execute(tx)
  return rows.map((row, at) => ({
    id: row.id,
    key: row.key,
    version: row.version,
    map: row.definition,
    note: row.note,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    used: row.used,
    newOnly: row.new_only,
    newest: rows[at - 1]?.key !== row.key,
  }))
}

/** Asks the conditions of a map. One that cannot be read any longer (a field was removed) never holds. */
export type Conditions = {
  holds(condition: string, read: ReadFact, moment: Moment): boolean
  tree(condition: string): Condition | null
}

/** The conditions of some maps (and `more`), read once and ready to be asked about many accounts. */
export function conditionsOfMaps(
  maps: readonly StoredMap[],
  catalogue: Catalogue,
  more: readonly string[] = [],
): Conditions {
  const trees = new Map<string, Condition | null>()
  const tests = new Map<string, (read: ReadFact, moment: Moment) => boolean>()
  for (const text of [...maps.flatMap(({ map }) => conditionsOf(map)), ...more]) {
    if (tests.has(text)) continue
    const condition = readStanding(text, catalogue)
    trees.set(text, condition.ok ? condition.value : null)
    tests.set(text, condition.ok ? evaluator(condition.value) : () => false)
  }
  return {
    holds: (condition, read, moment) => tests.get(condition)?.(read, moment) ?? false,
    tree: (condition) => trees.get(condition) ?? null,
  }
}
