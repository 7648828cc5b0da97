import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { appendJournal } from './journal.ts'
import { recogniseStore } from './projector.ts'

const database = await testDatabase()
const events = testEvents()

/** How many chunks of a workspace wait, after one was projected to a store of this identity. */
async function waitingAfter(store: string): Promise<number> {
  const { id } = await testWorkspace(database)
  await database.workspace(id, (tx) => appendJournal(tx, id, 'events', [{ message: 'one' }]))
  await database.system((tx) => sql`update journal set projected_to = ${store}::uuid`.execute(tx))
  await recogniseStore({ database, events, log: () => {} })
  const [row] = await database.ask(sql<{ waiting: number }>`
    select count(*)::int as waiting from journal where projected_to is null and workspace_id = ${id}`)
  return row!.waiting
}

test('what was projected to another store waits again as soon as the store is recognised, and does not pass for complete', async () => {
  expect(await waitingAfter(crypto.randomUUID())).toBe(1)
})

test('what was projected to this very store stays projected', async () => {
  expect(await waitingAfter(await recogniseStore({ database, events, log: () => {} }))).toBe(0)
})
