import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { journalRows } from '#platform/events/journal.ts'
import { fillWorkspace, tablesOf } from '#test/access/fill.ts'
import { fillEvents, receiveEvent } from '#test/access/fillEvents.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

// One row in every table: the contact, its account and all that points to them have this id; every text is the name that mails go to.
const id = '0000000a-0000-7000-8000-00000000000a'
const mark = 'hanakosato'
let server: TestServer
let owner: pg.Client
let admin: Visitor

beforeAll(async () => {
  server = await testServer()
  owner = new pg.Client(server.database.server.login('owner'))
  await owner.connect()
  admin = await server.signIn()
  await fillWorkspace(owner, server.workspace.id, id, mark)
  await owner.query(`update contacts set email = $1, note = '佐藤 花子' where id = $2`, [mark, id])
  const change = `jsonb_build_object('email', '${mark}')`
  await owner.query(
    `update audit_log set action = 'contact.update', subject_id = $1, before = ${change} where action = $2`,
    [id, mark],
  )
  await fillEvents(server.app.events, server.workspace.id, id, mark)
  await receiveEvent(server.database, server.workspace.id, id, mark)
  await server.app.ingest.projector.settled()
}, 60_000)
afterAll(() => owner.end())

/** Where the address stands, in both stores: `table` once for each row. */
async function traces(): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await tablesOf(owner)) {
    const { rows } = await owner.query(`select from "${name}" t where workspace_id = $1 and t::text ilike $2`, [
      server.workspace.id,
      `%${mark}%`,
    ])
    found.push(...rows.map(() => name))
  }
  const { rows } = await owner.query<{ body: Buffer }>(`select body from journal where workspace_id = $1`, [
    server.workspace.id,
  ])
  for (const { body } of rows) if (journalRows(body).includes(mark)) found.push('journal')
  for (const table of ['events', 'usage_days', 'fact_history', 'past_facts']) {
    const all = await server.app.events.query<object>(`select * from ${table}`)
    found.push(...all.filter((row) => JSON.stringify(row).includes(mark)).map(() => table))
  }
  return found
}

// What our own people and definitions are called, which only this test calls so.
const ours = new Set(['people', 'workspaces', 'roles', 'usage_metrics', 'metric_fills'])

test('an export has what both stores keep about a person, and no secret of theirs', async () => {
  const told = await (await admin.fetch(`/api/v1/privacy/contacts/${id}/export`)).json()
  const places = told.places.map(({ place }: { place: string }) => place)
  expect(places).toEqual(
    expect.arrayContaining(['contacts', 'mails', 'activities', 'audit_log', 'portal_links', 'events']),
  )
  expect(JSON.stringify(told)).not.toContain('token_hash')
  const page = await (await admin.fetch(`/api/v1/privacy/contacts/${id}/export?format=html`)).text()
  expect(page).toContain('<h2>連絡先 <small>1 件</small></h2>')
})

test('a person is erased only by whoever writes the name; another name is refused, and nothing is changed', async () => {
  await expect(admin.api.privacy.erase({ id, name: 'somebody' })).rejects.toMatchObject({ code: 'REFUSED' })
  const { rows } = await owner.query('select name, email from contacts where id = $1', [id])
  expect(rows).toEqual([{ name: mark, email: mark }])
})

test('of 40 traces and more in every table of both stores, none is left', async () => {
  const before = (await traces()).filter((place) => !ours.has(place))
  expect(before.length).toBeGreaterThanOrEqual(40)
  await admin.api.privacy.erase({ id, name: mark })
  expect((await traces()).filter((place) => !ours.has(place))).toEqual([])
  expect(await admin.api.privacy.erased()).toMatchObject({ erasures: [{ contactId: id }] })
  const { rows } = await server.database.workspace(server.workspace.id, (tx) =>
    sql`select action from audit_log where action = 'contact.erase'`.execute(tx),
  )
  expect(rows).toHaveLength(1)
}, 60_000)
