import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import { factColumn } from './conditionSql.ts'

/** Columns counted in one statement. */
const atOnce = 400

/** How many accounts there are, and of how many each fact is known. */
export async function countKnown(
  tx: Tx,
  workspaceId: WorkspaceId,
  catalogue: Catalogue,
): Promise<{ of: number; known: Map<string, number> }> {
  const known = new Map<string, number>()
  let of = 0
  for (let from = 0; from < catalogue.all.length; from += atOnce) {
    const facts = catalogue.all.slice(from, from + atOnce)
    const counts = facts.map((fact, at) => sql`count(${factColumn(fact, 'f')}) as ${sql.id(`n${at}`)}`)
    const { rows } = await sql<Record<string, number>>`
      select count(*) as of, ${sql.join(counts)} from account_facts f where f.workspace_id = ${workspaceId}
    `.execute(tx)
    of = rows[0]!['of']!
    facts.forEach((fact, at) => known.set(fact.key, rows[0]![`n${at}`]!))
  }
  return { of, known }
}

/** When any account was computed last, and the day up to which all were; null: nobody was yet. */
export async function computedLast(
  tx: Tx,
  workspaceId: WorkspaceId,
): Promise<{ at: Date | null; allOn: string | null }> {
  const { rows } = await sql<{ at: Date | null; on: string | null }>`
    select (select max(computed_at) from account_facts where workspace_id = ${workspaceId}) as at,
      (select turned_to from day_turns where workspace_id = ${workspaceId} and turned_to > '0001-01-01') as on
  `.execute(tx)
  return { at: rows[0]!.at, allOn: rows[0]!.on }
}

/** When each fact last became another for any account, milliseconds since 1970; facts never kept are left out. */
export async function changedLast(events: EventStore, workspaceId: WorkspaceId): Promise<Map<string, number>> {
  const rows = await events.query<{ fact: string; at: number }>(
    `select fact, toFloat64(toUnixTimestamp64Milli(max(known_at))) as at from fact_history
     where workspace_id = {workspace:UUID} group by fact`,
    { workspace: workspaceId },
  )
  return new Map(rows.map((row) => [row.fact, row.at]))
}
