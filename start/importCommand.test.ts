import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedData } from '#test/build/shared.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-cli-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** Runs `banso import` beside the test's database, as an operator would beside a running Banso. */
async function banso(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { host, database: name } = database.server.login('owner')
  const url = `postgres://banso_owner@localhost/${name}?host=${encodeURIComponent(host!)}`
  const env = { ...process.env, DATABASE_URL: url, LANG: 'en_US.UTF-8', LC_ALL: '' }
  const cli = path.join(import.meta.dirname, 'cli.ts')
  const all = [cli, 'import', ...args, '--data', path.join(folder, 'data')]
  return promisify(execFile)(process.execPath, all, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )
}

function file(name: string, text: string): string {
  const place = path.join(folder, name)
  fs.writeFileSync(place, text)
  return place
}

test('without a workspace there is nothing to import into; a file that is not there is named', async () => {
  expect(await banso(file('a.csv', '顧客名\nさくら\n'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('no workspace'),
  })
  expect(await banso('/nowhere.csv')).toMatchObject({ code: 1, err: expect.stringContaining('/nowhere.csv') })
}, 120_000)

test('a dry run writes nothing; the run itself tells counts and each refused row, and ends with 2', async () => {
  const { id } = await testWorkspace(database)
  const names = async () =>
    database.workspace(
      id,
      async (tx) => (await sql<{ name: string }>`select name from accounts order by name`.execute(tx)).rows,
    )
  const customers = file('customers.csv', '顧客ID,顧客名,契約先\nA-1,さくら商事,x\nA-2,,y\n')
  const dry = await banso(customers, '--dry-run', '--json')
  expect(JSON.parse(dry.out).import).toMatchObject({ status: 'previewed', preview: { created: 1, rejected: 1 } })
  expect(await names()).toEqual([])
  const run = await banso(customers, '--kind', 'accounts', '--map', '契約先=')
  expect(run).toMatchObject({
    code: 2,
    out: expect.stringContaining('read 2, created 1, changed 0, same 0, rejected 1'),
  })
  expect(run.out).toContain('rejected\t3\t顧客名')
  expect(await names()).toEqual([{ name: 'さくら商事' }])
}, 120_000)

test('what cannot be understood is refused with the way out', async () => {
  const customers = file('b.csv', '顧客名\nさくら\n')
  expect(await banso(customers, '--date-order', 'xyz')).toMatchObject({
    code: 1,
    err: expect.stringContaining('--date-order'),
  })
  expect(await banso(customers, '--map', '名=name')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no such column: 名'),
  })
  const workbook = file('c.xlsx', 'PK\x03\x04[Content_Types].xml')
  expect(await banso(workbook)).toMatchObject({ code: 1, err: expect.stringContaining('Excel') })
}, 120_000)

test('what is no table is refused by what it is, and nothing is written', async () => {
  const { id } = await testWorkspace(database)
  const picture = path.join(folder, 'logo.png')
  fs.writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]))
  const cp932 = path.join(folder, 'cp932.csv')
  fs.writeFileSync(cp932, Buffer.from([0x8c, 0xda, 0x8b, 0x71, 0x96, 0xbc, 0x0a, 0x82, 0xb3, 0x0a])) // 顧客名, さ
  const told: [string[], RegExp][] = [
    [[picture], /^logo\.png: A picture cannot be imported.*Nothing was written/],
    [[file('empty.csv', '')], /^empty\.csv: This file is empty/],
    [[file('none.csv', '顧客名\n')], /^none\.csv: .*no rows/],
    [[folder], /^A folder cannot be imported/],
    [[cp932, '--kind', 'accounts', '--encoding', 'utf-8'], /^cp932\.csv: .*encoding.*without --encoding utf-8/],
  ]
  for (const [args, words] of told)
    expect(await banso(...args, '--workspace', id)).toMatchObject({ code: 1, err: expect.stringMatching(words) })
}, 120_000)

const ravenstack = `${sharedData}/ravenstack`

test.skipIf(!fs.existsSync(ravenstack))(
  'RavenStack goes in, file by file, with the counts its maker expects',
  async () => {
    const { id } = await testWorkspace(database, { currency: 'USD' })
    const { rows } = JSON.parse(fs.readFileSync(`${ravenstack}/expected.json`, 'utf8'))
    for (const name of ['accounts', 'subscriptions', 'support_tickets', 'churn_events', 'feature_usage']) {
      const { code, out } = await banso(`${ravenstack}/${name}.csv`, '--workspace', id, '--json')
      const { import: one, issues } = JSON.parse(out)
      const refused = name === 'feature_usage' ? 5 : 0
      expect(one).toMatchObject({
        status: 'done',
        counts: { read: rows[name], created: rows[name] - refused, rejected: refused },
      })
      expect(issues).toHaveLength({ feature_usage: 5, subscriptions: 9 }[name] ?? 0)
      expect(code).toBe(refused > 0 ? 2 : 0)
    }
  },
  300_000,
)
