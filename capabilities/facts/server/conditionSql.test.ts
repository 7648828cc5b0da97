import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { evaluator } from '#capabilities/facts/core/condition/evaluate.ts'
import { print } from '#capabilities/facts/core/condition/print.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import { someCondition, someFacts, testFacts, testMoment } from '#test/build/conditions.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { ensureFactColumns } from './columns.ts'
import { conditionSql } from './conditionSql.ts'
import { layoutOf } from './layout.ts'
import { type FactRow, readRows } from './rows.ts'
import { insertRows } from './writeRows.ts'

const database = await testDatabase()
const accounts = new Map<AccountId, FactRow>()
let workspaceId: WorkspaceId

beforeAll(async () => {
  const owner = new pg.Client(database.server.login('owner'))
  await owner.connect()
  await ensureFactColumns(owner, testFacts)
  await owner.end()
  workspaceId = (await testWorkspace(database)).id
  for (const facts of fc.sample(someFacts, 400)) accounts.set(crypto.randomUUID() as AccountId, facts)
  await database.workspace(workspaceId, async (tx) => {
    await sql`insert into accounts (workspace_id, id, name)
      select ${workspaceId}, id, 'A' from unnest(${[...accounts.keys()]}::uuid[]) as id`.execute(tx)
    const layout = layoutOf(testFacts)
    const cells = [...accounts].map(([id, row]) => [id, layout.facts.map(({ key }) => row[key] ?? null)] as const)
    await insertRows(tx, workspaceId, { layout, rows: new Map(cells), at: new Date() })
  })
})

/** The accounts for which a condition holds, by either evaluator. */
async function both(condition: Condition): Promise<{ memory: string[]; stored: string[] }> {
  const holds = evaluator(condition)
  const memory = [...accounts].filter(([, facts]) => holds((key) => facts[key] ?? null, testMoment)).map(([id]) => id)
  const { rows } = await database.workspace(workspaceId, (tx) =>
    sql<{
      id: string
    }>`select account_id as id from account_facts where ${conditionSql(condition, testMoment)}`.execute(tx),
  )
  return { memory: memory.sort(), stored: rows.map((row) => row.id).sort() }
}

test('facts are read back as they were written', async () => {
  const stored = await database.workspace(workspaceId, (tx) =>
    readRows(tx, workspaceId, [...accounts.keys()], testFacts.all),
  )
  for (const [id, facts] of accounts) {
    const present = Object.entries(facts).filter(([key, value]) => value !== null || !key.startsWith('field.'))
    expect(stored.get(id)).toEqual(Object.fromEntries(present))
  }
})

test('both evaluators agree on 1,500 conditions over 400 sets of facts, missing values included', async () => {
  let held = 0
  await fc.assert(
    fc.asyncProperty(someCondition, async (condition) => {
      const { memory, stored } = await both(condition)
      held += memory.length
      expect(stored, print(condition)).toEqual(memory)
    }),
    { numRuns: 1500 },
  )
  // A generator that only ever said yes, or no, would prove nothing.
  expect(held / (1500 * accounts.size)).toBeGreaterThan(0.2)
  expect(held / (1500 * accounts.size)).toBeLessThan(0.8)
}, 300_000)

test.each([
  ['one.number > 5', 5, [false, false, true]],
  ['one.number != 5', 5, [false, false, true]],
  ['!(one.number > 5)', 5, [true, true, false]],
  ['has(one.number)', 5, [false, true, true]],
  ['one.number / 0 > 1 || one.number < 100', 5, [false, true, true]],
])('%s with its fact missing, 5 and 6', (text, _five, expected) => {
  const condition = readCondition(text, testFacts)
  if (!condition.ok) throw new Error(text)
  const holds = evaluator(condition.value)
  expect([null, 5, 6].map((value) => holds((key) => (key === 'one.number' ? value : null), testMoment))).toEqual(
    expected,
  )
})

test('a planted difference is found', async () => {
  const condition = readCondition('!(one.number > 5)', testFacts)
  if (!condition.ok || condition.value.is !== 'not') throw new Error('not read')
  const { memory } = await both(condition.value)
  const { rows } = await database.workspace(workspaceId, (tx) =>
    sql<{ id: string }>`select account_id as id from account_facts where not ("one.number" > 5)`.execute(tx),
  )
  expect(rows.length).toBeLessThan(memory.length)
})
