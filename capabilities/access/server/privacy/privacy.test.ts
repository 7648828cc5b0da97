import { Readable } from 'node:stream'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FileMissing } from '#platform/files/files.ts'
import { fillEvents, receiveEvent } from '#test/access/fillEvents.ts'
import { plantPerson, tracesIn, tracesInEvents } from '#test/access/traces.ts'
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
  await plantPerson(owner, server.workspace.id, id, mark)
  await fillEvents(server.app.events, server.workspace.id, id, mark)
  await receiveEvent(server.database, server.workspace.id, id, mark)
  await server.app.ingest.projector.settled()
}, 120_000)
afterAll(() => owner.end())

/** Where the address stands, in both stores. */
const traces = async () => [
  ...(await tracesIn(owner, server.workspace.id, mark)),
  ...(await tracesInEvents(server.app.events, mark)),
]

/** A file that was uploaded, and lies under a key. */
const upload = async (text: string | Buffer) =>
  (await server.app.files.save(Readable.from([Buffer.from(text)]), 1000)).key

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

/** What the person uploaded, a file that waits to be imported and speaks of them, and one that does not. */
async function plantFiles(): Promise<string[]> {
  const cp932 = Buffer.from([0x83, 0x65, ...Buffer.from(mark)])
  const keys = [await upload('議事録'), await upload(cp932), await upload('x')]
  await owner.query('update plan_files set file_key = $1, contact_id = $2', [keys[0], id])
  await owner.query('update imports set file_key = $1', [keys[1]])
  const other = `jsonb_build_object('id', gen_random_uuid(), 'file_key', $1::text)`
  await owner.query(`insert into imports select (jsonb_populate_record(i, ${other})).* from imports i`, [keys[2]])
  return keys
}

test('of 40 traces and more in every table of both stores, none is left', async () => {
  const keys = await plantFiles()
  const before = await traces()
  expect(before.length).toBeGreaterThanOrEqual(40)
  await admin.api.privacy.erase({ id, name: mark })
  expect(await traces()).toEqual([])
  for (const key of keys.slice(0, 2)) await expect(server.app.files.size(key)).rejects.toThrow(FileMissing)
  expect(await server.app.files.size(keys[2]!)).toBe(1)
  expect(await admin.api.privacy.erased()).toMatchObject({ erasures: [{ contactId: id }] })
  const { rows } = await server.database.workspace(server.workspace.id, (tx) =>
    sql`select action from audit_log where action = 'contact.erase'`.execute(tx),
  )
  expect(rows).toHaveLength(1)
}, 120_000)
