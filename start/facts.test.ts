import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { markDirty, settle, settleDirty, type SettleTools } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Workspace } from '#platform/http/context.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testEvents } from '#test/servers/events.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { generate } from '../bench/generate.ts'
import { facts } from './catalogue.ts'

const database = await testDatabase()
const events = testEvents()
const failed: unknown[] = []
const malformed: string[] = []
const now = new Date()
const tools: SettleTools = {
  system: facts,
  database,
  events,
  live: { publish: async () => {} },
  now: () => now,
  onMalformed: (keys) => malformed.push(...keys),
  onFailure: (_, __, error) => failed.push(error),
}
let workspace: Workspace
let accounts: AccountId[]

beforeAll(async () => {
  workspace = await testWorkspace(database)
  await generate({ database, events, stores: database }, workspace, 120)
  const { rows } = await inWorkspace<{ id: AccountId }>(sql`select id from accounts order by id`)
  accounts = rows.map((row) => row.id)
})

const inWorkspace = <Row>(query: ReturnType<typeof sql<Row>>) =>
  database.workspace(workspace.id, (tx) => query.execute(tx))

test('every capability computes its facts without a mistake, and twice the same', async () => {
  const first = await settle(tools, workspace, accounts)
  expect(first.changed).toBe(accounts.length)
  expect(await settle(tools, workspace, accounts)).toMatchObject({ changed: 0 })
  expect({ failed, malformed }).toEqual({ failed: [], malformed: [] })
})

test('a changed definition leads to the same facts from stored ones as from all sources', async () => {
  await inWorkspace(sql`
    update scorecards set definition = jsonb_set(definition, '{dimensions,0,weight}', '7');
  `)
  const stored = await settle({ ...tools, stored: true }, workspace, accounts)
  expect(stored.changed).toBeGreaterThan(accounts.length / 2)
  expect(await settle(tools, workspace, accounts)).toMatchObject({ changed: 0 })
})

test('what changed here and there leads to the same facts as computing all anew', async () => {
  const some = accounts.filter((_, i) => i % 3 === 0)
  await database.workspace(workspace.id, async (tx) => {
    await sql`update accounts set employees = 7, tags = '{new}' where id = any(${some}::uuid[])`.execute(tx)
    await sql`update contract_line_versions set amount = amount * 2 where account_id = any(${some}::uuid[])`.execute(tx)
    await sql`delete from activities where account_id = any(${some}::uuid[])`.execute(tx)
    await sql`update inquiries set solved_at = null where account_id = any(${some}::uuid[])`.execute(tx)
    await markDirty(tx, workspace.id, some)
  })
  const settled = await settleDirty(tools, workspace)
  expect(settled.accounts).toBe(some.length)
  expect(settled.changed).toBe(some.length)
  expect(await settle(tools, workspace, accounts)).toMatchObject({ changed: 0 })
})
