import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { fillWorkspace, insertRow, tablesOf } from './fill.ts'

const database = await testDatabase()
const [a, b] = [(await testWorkspace(database)).id, (await testWorkspace(database)).id]
const [idOfA, idOfB] = ['0000000a-0000-7000-8000-00000000000a', '0000000b-0000-7000-8000-00000000000b']
const owner = new pg.Client(database.server.login('owner'))
const app = new pg.Client(database.server.login('banso_app'))
await owner.connect()
await app.connect()
afterAll(async () => {
  await owner.end()
  await app.end()
})
await fillWorkspace(owner, a, idOfA, 'marka')
await fillWorkspace(owner, b, idOfB, 'markb')
const tables = await tablesOf(owner)

/** Runs one statement as the role that serves requests, within a workspace or none; nothing of it stays. */
async function asApp<Row extends object>(workspace: string | null, statement: string): Promise<Row[]> {
  await app.query('begin')
  try {
    if (workspace) await app.query(`select set_config('app.workspace_id', $1, true)`, [workspace])
    return (await app.query<Row>(statement)).rows
  } finally {
    await app.query('rollback')
  }
}

test('there are tables, and each has rows of both workspaces', async () => {
  expect(tables.length).toBeGreaterThan(30)
  for (const { name } of tables) {
    const { rows } = await owner.query<{ n: number }>(`select count(distinct workspace_id)::int as n from "${name}"`)
    expect([name, rows[0]?.n]).toEqual([name, 2])
  }
})

test.each(tables.map((table) => [table.name, table] as const))(
  '%s shows a workspace its own rows alone',
  async (name) => {
    const workspaces = await asApp<{ workspace_id: string }>(a, `select distinct workspace_id from "${name}"`)
    expect(workspaces).toEqual([{ workspace_id: a }])
    expect(await asApp(a, `select from "${name}" where workspace_id = '${b}'`)).toEqual([])
    expect(await asApp(null, `select from "${name}"`)).toEqual([])
  },
)

test.each(tables.map((table) => [table.name, table] as const))(
  '%s takes no row of another workspace',
  async (name, table) => {
    const refusal = { code: '42501' }
    await app.query('begin')
    await app.query(`select set_config('app.workspace_id', $1, true)`, [a])
    const foreign = { workspaceId: b, id: '0000000c-0000-7000-8000-00000000000c', mark: 'markc' }
    await expect(insertRow(app, table, foreign)).rejects.toMatchObject(refusal)
    await app.query('rollback')
    const stolen = await asApp(a, `update "${name}" set workspace_id = '${a}' where workspace_id = '${b}' returning 1`)
    expect(stolen).toEqual([])
    expect(await asApp(null, `delete from "${name}" returning 1`)).toEqual([])
  },
)

test('the role that serves requests has no way to identities', async () => {
  await expect(asApp(a, 'select from auth.users')).rejects.toMatchObject({ code: '42501' })
  await expect(asApp(a, `set role banso_system`)).rejects.toMatchObject({ code: '42501' })
  await expect(asApp(a, 'alter table people disable row level security')).rejects.toMatchObject({ code: '42501' })
})

test('were any one policy laxer, the walk above would see it', async () => {
  for (const { name } of tables) {
    await owner.query(`alter policy one_workspace on "${name}" using (true)`)
    const seen = await asApp<{ workspace_id: string }>(a, `select distinct workspace_id from "${name}"`)
    expect([name, seen.length]).toEqual([name, 2])
  }
})
