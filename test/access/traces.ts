import type pg from 'pg'
import { journalRows } from '#platform/events/journal.ts'
import type { EventStore } from '#platform/events/store.ts'
import { fillWorkspace, tablesOf } from './fill.ts'

// What our own people and definitions are called, which only these tests call by the name of a customer's person.
const ours = new Set(['people', 'workspaces', 'roles', 'usage_metrics', 'metric_fills'])

/** One row in every table, whose contact has the id; every text is the name and the address of that person. */
export async function plantPerson(owner: pg.Client, workspaceId: string, id: string, mark: string): Promise<void> {
  await fillWorkspace(owner, workspaceId, id, mark)
  await owner.query('delete from legal_holds') // of whom a hold is on, nobody is erased
  await owner.query(`update contacts set email = $1, note = '佐藤 花子' where id = $2`, [mark, id])
  await owner.query(
    `update audit_log set action = 'contact.update', subject_id = $1, before = jsonb_build_object('email', action)
    where action = $2`,
    [id, mark],
  )
}

/** Where a text stands in PostgreSQL and its journal: a table once for each row. */
export async function tracesIn(owner: pg.Client, workspaceId: string, mark: string): Promise<string[]> {
  const found: string[] = []
  for (const { name } of (await tablesOf(owner)).filter((table) => !ours.has(table.name))) {
    const { rows } = await owner.query(`select from "${name}" t where workspace_id = $1 and t::text ilike $2`, [
      workspaceId,
      `%${mark}%`,
    ])
    found.push(...rows.map(() => name))
  }
  const { rows } = await owner.query<{ body: Buffer }>(`select body from journal where workspace_id = $1`, [
    workspaceId,
  ])
  for (const { body } of rows) if (journalRows(body).includes(mark)) found.push('journal')
  return found
}

/** Where it stands in the event store. */
export async function tracesInEvents(events: EventStore, mark: string): Promise<string[]> {
  const found: string[] = []
  for (const table of ['events', 'usage_days', 'fact_history', 'past_facts']) {
    const all = await events.query<object>(`select * from ${table}`)
    found.push(...all.filter((row) => JSON.stringify(row).includes(mark)).map(() => table))
  }
  return found
}
