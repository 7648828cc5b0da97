import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { appendJournal } from '#platform/events/journal.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn()
})

const inside = <T>(query: ReturnType<typeof sql<T>>) =>
  server.database.workspace(server.workspace.id, async (tx) => (await query.execute(tx)).rows)

test('storage of both stores and the disk are told, with what is free; growth is told by what came lately', async () => {
  await server.database.workspace(server.workspace.id, (tx) =>
    appendJournal(tx, server.workspace.id, 'facts', [{ known_at: '2026-04-01T00:00:00Z' }]),
  )
  const { disk, database, events, files } = await admin.api.limits.read()
  expect(disk.used).toBeGreaterThan(0)
  expect(disk.limit).toBeGreaterThan(disk.used)
  expect(disk.share).toBeCloseTo(disk.used / disk.limit, 5)
  expect(database).toBeGreaterThan(1_000_000)
  expect(events).toBeGreaterThan(0)
  expect(files).toBe(0)
  expect(disk.perDay).toBeGreaterThan(0)
  expect((await admin.api.limits.warning()).free).toBeGreaterThan(0)
})

test('customers, events of whole days and the busiest minute of mail are counted', async () => {
  const { id } = server.workspace
  await inside(sql`insert into accounts (workspace_id, id, name, search_text, reading)
    select ${id}, gen_random_uuid(), 'さくら', 'さくら', 'さくら' from generate_series(1, 3)`)
  await inside(sql`insert into journal (workspace_id, kind, row_count, at, body, projected_to)
    select ${id}, 'events', 700, now() - days * interval '1 day', '', gen_random_uuid() from generate_series(0, 9) as days`)
  await inside(sql`insert into mail_servers (workspace_id, host, port, security, origin, per_minute)
    values (${id}, 'smtp.example.co.jp', 25, 'none', 'https://banso.example.co.jp', 100)`)
  const told = await admin.api.limits.read()
  expect(told.accounts).toMatchObject({ used: 3, limit: 100_000, level: 'fine' })
  expect(told.eventsPerDay).toEqual({ mean: 700, most: 700 })
  expect(told.mails).toMatchObject({ used: 0, limit: 100 })
  expect(told.keys).toEqual([])
})

test('who does not manage the workspace is told nothing of it', async () => {
  const csm = await server.signIn('csm')
  await expect(csm.api.limits.read()).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
