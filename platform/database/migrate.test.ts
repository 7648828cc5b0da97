import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#test/servers/database.ts'
import { parts as product } from '#test/servers/parts.ts'
import { appliedByNewer, migrate } from './migrate.ts'
import { refusePrivileged } from './roles.ts'

let owner: pg.Client
let directory: string
const database = await testDatabase()
beforeEach(async () => {
  owner = new pg.Client(database.server.login('owner'))
  await owner.connect()
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-migrate-'))
})
afterEach(async () => {
  await owner.query(`delete from migrations where part like 'part %'`) // else the next test's version would be an older one
  await owner.end()
  fs.rmSync(directory, { recursive: true })
})

let parts = 0
/** A part that no other test has, with the files given. */
function part(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(directory, name), text)
  return { name: `part ${++parts}`, directory }
}
const ask = async (text: string) => (await owner.query({ text, rowMode: 'array' })).rows.flat()

test('files are applied once each, in the order of their numbers', async () => {
  const thing = part({
    'tables.sql': 'create table apple (workspace_id uuid not null, size int)',
    'tables.10-last.sql': 'alter table apple rename weight to mass',
    'tables.2-weight.sql': 'alter table apple rename size to weight',
  })
  await migrate(owner, [...product, thing])
  await migrate(owner, [...product, thing])
  expect(await ask(`select number from migrations where part = '${thing.name}' order by number`)).toEqual([1, 2, 10])
  expect(await ask('select mass from apple')).toEqual([])
})

test('a file that fails leaves nothing of itself, and is applied at the next start', async () => {
  const files = { 'tables.sql': 'create table pear (workspace_id uuid not null); select 1/0' }
  const broken = part(files)
  await expect(migrate(owner, [...product, broken])).rejects.toThrow('tables.sql: division by zero')
  expect(await ask(`select to_regclass('pear')`)).toEqual([null])
  fs.writeFileSync(path.join(directory, 'tables.sql'), 'create table pear (workspace_id uuid not null)')
  await migrate(owner, [...product, broken])
  expect(await ask(`select to_regclass('pear')::text`)).toEqual(['pear'])
})

test('a table is under row-level security by being there, and one without a workspace is refused', async () => {
  await migrate(owner, [...product, part({ 'tables.sql': 'create table plum (workspace_id uuid not null)' })])
  expect(await ask(`select relrowsecurity from pg_class where relname = 'plum'`)).toEqual([true])
  await ask(`delete from migrations where part like 'part %'`)
  const bare = part({ 'tables.sql': 'create table cherry (stone int)' })
  await expect(migrate(owner, [...product, bare])).rejects.toThrow('tables without workspace_id (not null): cherry')
  await ask('drop table cherry')
})

test('a file that was changed after it was applied is not passed over', async () => {
  const thing = part({ 'tables.sql': 'create table fig (workspace_id uuid not null)' })
  await migrate(owner, [...product, thing])
  fs.appendFileSync(path.join(directory, 'tables.sql'), ';')
  await expect(migrate(owner, [...product, thing])).rejects.toThrow('was made with another')
})

test('what a newer version has changed is not opened by an older one, which changes nothing', async () => {
  const thing = part({ 'tables.sql': 'create table melon (workspace_id uuid not null)' })
  await ask(`insert into migrations (part, number, file, digest) values ('accounts', 99, 'tables.99-later.sql', '')`)
  await expect(migrate(owner, [...product, thing])).rejects.toThrow(/A newer Banso.*accounts 99/)
  expect([await appliedByNewer(owner, product), await ask(`select to_regclass('melon')`)]).toEqual([
    ['accounts 99'],
    [null],
  ])
  await ask('delete from migrations where number = 99')
  await expect(migrate(owner, [...product, thing])).resolves.toBeUndefined()
})

test('no role that row-level security would not hold is worked under', async () => {
  await expect(refusePrivileged(owner)).rejects.toThrow('owner of')
  const app = new pg.Client(database.server.login('banso_app'))
  await app.connect()
  await expect(refusePrivileged(app)).resolves.toBeUndefined()
  await app.end()
})
