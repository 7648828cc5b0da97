import fs from 'node:fs'
import type pg from 'pg'
import { facts } from '#start/catalogue.ts'
import type { Day } from '#kernel/day.ts'
import { withClient } from '#platform/database/client.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { BenchGround } from '../ground.ts'

const text = (name: string) => fs.readFileSync(new URL(name, import.meta.url), 'utf8')
const [tables, statement, use] = [text('./floorTables.sql'), text('./floor.sql'), text('./floorUse.sql')]
const stored = facts.catalogue.all.filter((fact) => !fact.derived).map((fact) => `"${fact.key}"`)
const columns = stored.filter((column) => statement.includes(column))
/** Facts of the product that the floor leaves out: they make it quicker, never slower. */
const leftOut = stored.filter((column) => !statement.includes(column))

/** Makes the tables that the floor keeps its figures in: what an owner of the database does once. */
export async function makeFloor(ground: BenchGround): Promise<void> {
  await withClient(ground.stores.server.login('owner'), (owner) => owner.query(tables))
  console.error(`by hand: ${columns.length} of ${stored.length} facts; without ${leftOut.join(', ')}`)
}

/**
 * Seconds that the two stores need to compute the same figures as of a day by hand and to keep what differs: use from the
 * one, all the rest in the other, committed.
 */
export async function floorSeconds(ground: BenchGround, workspace: Workspace, today: Day): Promise<number> {
  return withClient(ground.stores.server.login('owner'), async (owner) => {
    await owner.query(helpers)
    const start = performance.now()
    const rows = await ground.events.query<object>(use, { workspace: workspace.id, asOf: today })
    await owner.query('insert into floor_use select * from jsonb_populate_recordset(null::floor_use, $1::jsonb)', [
      JSON.stringify(rows),
    ])
    await owner.query('analyze floor_use')
    const done = await owner.query<Record<'changed' | 'begun' | 'fired', number>>(filledIn(owner, workspace, today))
    const seconds = (performance.now() - start) / 1000
    await owner.query('analyze floor_facts, floor_history, floor_ctas')
    const { changed, begun, fired } = done.rows[0]!
    console.error(`by hand: ${changed} rows changed, ${begun} are new, ${fired} CTAs`)
    return seconds
  })
}

function filledIn(owner: pg.Client, workspace: Workspace, today: Day): string {
  const values: Record<string, string> = {
    ':workspace': `${owner.escapeLiteral(workspace.id)}::uuid`,
    ':today': `${owner.escapeLiteral(today)}::date`,
    ':zone': owner.escapeLiteral(workspace.timeZone),
    ':columns': columns.join(', '),
    ':old': columns.map((column) => `f.${column}`).join(', '),
    ':new': columns.map((column) => `n.${column}`).join(', '),
  }
  return statement.replaceAll(/(?<!:):(workspace|today|zone|columns|old|new)\b/g, (name) => values[name]!)
}

/** What a connection of the floor has for itself: the use that it read, and two formulas. */
const helpers = `
create temp table floor_use (account_id uuid primary key, dau int, wau int, wau_before int, mau int, mau_before int,
  stickiness float8, features int, events_7d float8, events_7d_before float8, events_28d float8, days_28d int, weeks_12 int,
  first_on date, last_seen_on date);
create function pg_temp.line(x float8, a1 float8, p1 float8, a2 float8, p2 float8, a3 float8, p3 float8, a4 float8, p4 float8,
  a5 float8, p5 float8) returns float8 language sql immutable return floor(0.5 + case when x is null then null when x <= a1 then p1
  when x <= a2 then p1 + (p2 - p1) * (x - a1) / (a2 - a1) when x <= a3 then p2 + (p3 - p2) * (x - a2) / (a3 - a2)
  when x <= a4 then p3 + (p4 - p3) * (x - a3) / (a4 - a3) when x <= a5 then p4 + (p5 - p4) * (x - a4) / (a5 - a4) else p5 end);
create function pg_temp.share(p1 float8, w1 float8, p2 float8, w2 float8, p3 float8, w3 float8, p4 float8, w4 float8,
  p5 float8, w5 float8, p6 float8, w6 float8) returns float8 language sql immutable return
  ((p1 is not null)::int * w1 + (p2 is not null)::int * w2 + (p3 is not null)::int * w3 + (p4 is not null)::int * w4
    + (p5 is not null)::int * w5 + (p6 is not null)::int * w6) / (w1 + w2 + w3 + w4 + w5 + w6);
create function pg_temp.mean(p1 float8, w1 float8, p2 float8, w2 float8, p3 float8, w3 float8, p4 float8, w4 float8,
  p5 float8, w5 float8, p6 float8, w6 float8) returns float8 language sql immutable return
  (coalesce(p1 * w1, 0) + coalesce(p2 * w2, 0) + coalesce(p3 * w3, 0) + coalesce(p4 * w4, 0) + coalesce(p5 * w5, 0) + coalesce(p6 * w6, 0))
  / nullif((p1 is not null)::int * w1 + (p2 is not null)::int * w2 + (p3 is not null)::int * w3 + (p4 is not null)::int * w4
    + (p5 is not null)::int * w5 + (p6 is not null)::int * w6, 0);`
