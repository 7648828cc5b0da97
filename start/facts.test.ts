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

test.each([
  [
    'a weight of the scorecards',
    sql`update scorecards set definition = jsonb_set(definition, '{dimensions,0,weight}', '7')`,
  ],
  [
    'norms of touch',
    sql`insert into touch_norms (workspace_id, norms, set_by, set_at)
    select workspace_id, '{"low": {"decision_maker": {"everyDays": 3, "most": 1}}}', gen_random_uuid(), now() from workspaces`,
  ],
  [
    'a segment',
    sql`
    with axis as (
      insert into segment_axes (workspace_id, id, label_ja, label_en)
      select workspace_id, gen_random_uuid(), '規模', 'Size' from workspaces returning workspace_id, id
    )
    insert into segments (workspace_id, id, key, axis_id, label_ja, label_en, kind, condition)
    select workspace_id, gen_random_uuid(), 'large', id, '大手', 'Large', 'live', 'account.employees > 2000' from axis`,
  ],
  ['no scorecard at all', sql`update scorecards set switched_off_at = now()`],
])('%s: from stored facts come the same facts as from all sources', async (_, change) => {
  await inWorkspace(change)
  const stored = await settle({ ...tools, stored: true }, workspace, accounts)
  expect(stored.changed).toBeGreaterThan(0)
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
