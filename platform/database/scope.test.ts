import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { WorkspaceId } from '#kernel/id.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'

const ours = '018f0000-0000-7000-8000-00000000000a' as WorkspaceId
const theirs = '018f0000-0000-7000-8000-00000000000b' as WorkspaceId

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await database.system((tx) =>
    sql`insert into workspaces (workspace_id, name) values (${ours}, 'ours'), (${theirs}, 'theirs')`.execute(tx),
  )
})

const names = sql<{ name: string }>`select name from workspaces order by name`

test('a workspace sees its own rows, the system sees all', async () => {
  expect((await database.workspace(ours, (tx) => names.execute(tx))).rows).toEqual([{ name: 'ours' }])
  expect((await database.system((tx) => names.execute(tx))).rows).toHaveLength(2)
})

test('a workspace cannot write into another, nor touch its rows', async () => {
  const intrude = database.workspace(ours, (tx) =>
    sql`insert into roles (workspace_id, key, label_ja, label_en, permissions) values (${theirs}, 'x', 'x', 'x', '{}')`.execute(
      tx,
    ),
  )
  await expect(intrude).rejects.toThrow('row-level security')
  const update = await database.workspace(ours, (tx) =>
    sql`update workspaces set name = 'taken' where workspace_id = ${theirs}`.execute(tx),
  )
  expect(update.numAffectedRows).toBe(0n)
})

test('a connection remembers nothing of the workspace it served before', async () => {
  await database.workspace(ours, (tx) => names.execute(tx))
  const client = await import('pg').then(({ default: pg }) => new pg.Client(database.server.login('banso_app')))
  await client.connect()
  await client.query(`begin; set local app.workspace_id = '${ours}'; commit`)
  expect((await client.query('select * from workspaces')).rows).toEqual([])
  await client.end()
})

test('who only looks sees one workspace, whichever the connection served before, also after an error', async () => {
  const look = (of: WorkspaceId) => database.look(of, (tx) => names.execute(tx))
  for (let round = 0; round < 4; round++) {
    const seen = await Promise.all(Array.from({ length: 20 }, (_, at) => look(at % 2 === 0 ? ours : theirs)))
    expect(seen.map(({ rows }) => rows[0]!.name)).toEqual(seen.map((_, at) => (at % 2 === 0 ? 'ours' : 'theirs')))
    expect(seen.every(({ rows }) => rows.length === 1)).toBe(true)
    const wrong = Array.from({ length: 8 }, () => database.look(ours, (tx) => sql`select 1 / 0`.execute(tx)))
    expect((await Promise.allSettled(wrong)).every(({ status }) => status === 'rejected')).toBe(true)
  }
})

test('who only looks changes nothing', async () => {
  const change = database.look(ours, (tx) => sql`update workspaces set name = 'changed'`.execute(tx))
  await expect(change).rejects.toThrow('read-only')
  expect(() => database.look("x'; --" as WorkspaceId, (tx) => names.execute(tx))).toThrow(TypeError)
})

test('an error undoes the whole transaction', async () => {
  const work = database.workspace(ours, async (tx) => {
    await sql`update workspaces set name = 'changed'`.execute(tx)
    throw new Error('changed my mind')
  })
  await expect(work).rejects.toThrow('changed my mind')
  expect((await database.workspace(ours, (tx) => names.execute(tx))).rows).toEqual([{ name: 'ours' }])
})

test('a text that is no id never reaches SQL', async () => {
  const trick = "x'; drop table workspaces; --" as WorkspaceId
  expect(() => database.workspace(trick, (tx) => names.execute(tx))).toThrow(TypeError)
})

test('values arrive as numbers, day texts and instants', async () => {
  const { rows } = await database.system((tx) =>
    sql`select 9007199254740991::bigint as big, 12.5::numeric as exact, date '2026-04-01' as day,
      timestamptz '2026-04-01T00:00:00+09:00' as instant, array[date '2026-04-01'] as days, array[1::bigint] as list`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([
    {
      big: 9007199254740991,
      exact: 12.5,
      day: '2026-04-01',
      instant: new Date('2026-03-31T15:00:00Z'),
      days: ['2026-04-01'],
      list: [1],
    },
  ])
})

test('work goes on when the server has cut every connection', async () => {
  await database.system((tx) => names.execute(tx))
  await database
    .system((tx) =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`.execute(tx),
    )
    .catch(() => {})
  const all = Array.from({ length: 8 }, () => database.system((tx) => names.execute(tx)))
  expect((await Promise.all(all)).every((answer) => answer.rows.length === 2)).toBe(true)
})

test('a question that comes again is prepared once, and still sees the rows of its own workspace alone', async () => {
  const called = (name: string) =>
    sql<{ name: string }>`select name from workspaces where name <> ${name} order by name`
  for (const workspace of [ours, theirs, ours, theirs, ours, theirs, ours, theirs]) {
    const { rows } = await database.workspace(workspace, (tx) => called('nobody').execute(tx))
    expect(rows).toEqual([{ name: workspace === ours ? 'ours' : 'theirs' }])
  }
  const kept = await database.workspace(ours, (tx) =>
    sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx),
  )
  expect(kept.rows.filter(({ statement }) => statement.includes('name <> $1'))).toHaveLength(1)
})

test('a question that fails fails each time it comes', async () => {
  const half = (value: number) => sql<{ half: number }>`select 10 / ${value}::int as half`
  for (let time = 0; time < 5; time++) {
    await expect(database.workspace(ours, (tx) => half(0).execute(tx))).rejects.toThrow('division by zero')
    expect((await database.workspace(ours, (tx) => half(5).execute(tx))).rows).toEqual([{ half: 2 }])
  }
})
