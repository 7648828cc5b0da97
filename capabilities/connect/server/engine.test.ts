import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportId, WorkspaceId } from '#kernel/id.ts'
import { uuidV7 } from '#kernel/id.ts'
import { diskFiles } from '#platform/files/diskFiles.ts'
import { simpleAccounts } from '#test/build/importKind.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { askToStop, startPreview, startRun, startUndo } from './control.ts'
import { findImport, type ImportRecord } from './imports.ts'
import { readIssues } from './issues.ts'
import { lookAt } from './look.ts'
import type { ImportParts } from './parts.ts'
import { decide, takeFile } from './session.ts'
import { Leaving, workOnImport } from './work.ts'

let directory: string
let database: TestDatabase
let parts: ImportParts
let workspaceId: WorkspaceId
const never = new AbortController().signal

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'banso-import-'))
  database = await testDatabase()
  workspaceId = (await testWorkspace(database)).id
  parts = {
    database,
    files: await diskFiles(directory),
    live: { publish: async () => {} },
    now: () => new Date(),
    newId: (() => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))) as ImportParts['newId'],
    catalogue: { kinds: [simpleAccounts], references: [] },
    rowsAtOnce: 20,
  }
})
afterAll(() => rm(directory, { recursive: true }))

const take = (content: string | Buffer) =>
  takeFile(parts, workspaceId, {
    content: Readable.from([Buffer.from(content)]),
    fileName: '顧客.csv',
    kind: null,
    personId: null,
    origin: 'app',
  })
const within = <T>(work: (tx: Parameters<Parameters<TestDatabase['workspace']>[1]>[0]) => Promise<T>) =>
  database.workspace(workspaceId, work)
const find = (id: ImportId) => within(async (tx) => (await findImport(tx, id))!)
const issuesOf = (id: ImportId) => within((tx) => readIssues(tx, id, 1000, null))
const names = () =>
  within(async (tx) =>
    (await sql<{ name: string }>`select name from accounts order by name`.execute(tx)).rows.map((row) => row.name),
  )

async function go(record: ImportRecord, doing: 'preview' | 'good_rows' | 'all_or_nothing' | 'undo', signal = never) {
  await within(async (tx) => {
    if (doing === 'preview') return startPreview(tx, record, new Date())
    return doing === 'undo' ? startUndo(tx, record, new Date()) : startRun(tx, record, doing, new Date())
  })
  await workOnImport(parts, workspaceId, record.id, signal)
  return find(record.id)
}
const clear = () => within((tx) => sql`delete from accounts`.execute(tx))

test('a preview tells what would become of each row and writes nothing', async () => {
  const taken = await take('顧客ID,顧客名,従業員数\nA-1,さくら商事,120\nA-2,,5\nA-3,あおぞら,多い\nA-1,また,3\n')
  const previewed = await go(taken, 'preview')
  expect(previewed).toMatchObject({ status: 'previewed', rowsTotal: 4, hasChanges: false })
  expect(previewed.preview).toMatchObject({ read: 4, created: 1, changed: 0, same: 0, rejected: 3 })
  expect(
    (await issuesOf(taken.id)).map(({ line, column, value, rule, detail }) => [line, column, value, rule, detail]),
  ).toEqual([
    [3, '顧客名', null, 'required', {}],
    [4, '従業員数', '多い', 'not_a_number', {}],
    [5, '顧客ID', 'A-1', 'repeated_in_file', { firstLine: 2 }],
  ])
  expect(previewed.samples[0]).toEqual({ line: 2, outcome: 'created', cells: ['A-1', 'さくら商事', '120'] })
  expect(await names()).toEqual([])
})

test('good rows are imported; the same file again changes nothing; an undo leaves what was there before', async () => {
  const first = await go(await take('顧客ID,顧客名,従業員数\nA-1,さくら商事,120\nA-2,あおぞら,80\n'), 'good_rows')
  expect(first).toMatchObject({ status: 'done', counts: { created: 2 }, fileKey: null })
  const again = await go(await take('顧客ID,顧客名,従業員数\nA-1,さくら商事,120\nA-2,あおぞら,80\n'), 'good_rows')
  expect(again.counts).toMatchObject({ created: 0, changed: 0, same: 2 })
  const second = await go(await take('顧客ID,顧客名,従業員数\nA-1,さくら商事,150\nA-3,みどり,1\n'), 'good_rows')
  expect(second.counts).toMatchObject({ created: 1, changed: 1 })
  expect(await names()).toEqual(['あおぞら', 'さくら商事', 'みどり'])
  const undone = await go(second, 'undo')
  expect(undone).toMatchObject({ status: 'undone', counts: { removed: 2, restored: 1, kept: 0 } })
  expect(await names()).toEqual(['あおぞら', 'さくら商事'])
  const employees = await within((tx) =>
    sql<{ employees: number }>`select employees from accounts where name = 'さくら商事'`.execute(tx),
  )
  expect(employees.rows).toEqual([{ employees: 120 }])
  expect((await go(first, 'undo')).status).toBe('undone')
  expect(await names()).toEqual([])
})

test('an undo never overwrites: what was changed, or got data, since is kept and told', async () => {
  const done = await go(await take('顧客ID,顧客名\nB-1,一\nB-2,二\nB-3,三\n'), 'good_rows')
  await within(async (tx) => {
    await sql`update accounts set purpose = '変更', version = version + 1 where name = '一'`.execute(tx)
    await sql`insert into activities (workspace_id, id, account_id, kind, at)
      select workspace_id, gen_random_uuid(), id, 'note', now() from accounts where name = '二'`.execute(tx)
    await sql`insert into account_facts (workspace_id, account_id) select workspace_id, id from accounts`.execute(tx)
  })
  const undone = await go(done, 'undo')
  expect(undone.counts).toMatchObject({ removed: 4, kept: 2 })
  expect(await names()).toEqual(['一', '二'])
  const kept = (await issuesOf(done.id)).map(({ severity, value, rule, detail }) => [
    severity,
    value,
    rule,
    detail['tables'],
  ])
  expect(kept).toContainEqual(['kept', '一', 'changed_since', undefined])
  expect(kept).toContainEqual(['kept', '二', 'in_use', 'activities'])
  await clear()
})

test('all or nothing: one bad row and nothing is written', async () => {
  const failed = await go(await take('顧客ID,顧客名\nC-1,一\nC-2,\n'), 'all_or_nothing')
  expect(failed).toMatchObject({ status: 'failed', error: 'rows_rejected', hasChanges: false })
  expect(await names()).toEqual([])
  expect(await go(await take('顧客ID,顧客名\nC-1,一\nC-2,二\n'), 'all_or_nothing')).toMatchObject({
    status: 'done',
    counts: { created: 2 },
  })
  await clear()
})

const long = (rows: number) =>
  `顧客ID,顧客名\n${Array.from({ length: rows }, (_, i) => `D-${i},顧客${i}`).join('\n')}\n`

test('what many rows take to be undone is kept in few, and a file’s rows are told apart from each other', async () => {
  const done = await go(await take(long(45)), 'good_rows')
  const { rows } = await within((tx) =>
    sql<{ kept: number; rows: number }>`
      select count(*) as kept, sum(rows)::int as rows from import_changes where import_id = ${done.id}`.execute(tx),
  )
  expect(rows).toEqual([{ kept: 6, rows: 90 }]) // two tables, three batches
  await within((tx) => sql`update accounts set employees = 7 where name = '顧客21'`.execute(tx))
  expect((await go(done, 'undo')).counts).toMatchObject({ removed: 89, kept: 1 })
  expect(await names()).toEqual(['顧客21'])
  await clear()
})

test('an import of a release that kept a digest of each row is undone as well', async () => {
  const done = await go(await take(long(3)), 'good_rows')
  await within(async (tx) => {
    await sql`
      insert into import_changes (workspace_id, import_id, seq, table_name, row_key, after_digest)
      select c.workspace_id, c.import_id, 100 + k.place, c.table_name, k.key, md5(to_jsonb(a)::text) from import_changes c
      cross join jsonb_array_elements(c.row_key) with ordinality as k (key, place)
      join accounts a on a.id = (k.key->>'id')::uuid where c.table_name = 'accounts'`.execute(tx)
    await sql`delete from import_changes where after_hashes is not null`.execute(tx)
    await sql`delete from account_external_ids`.execute(tx) // nothing of theirs is told of any more
    await sql`update accounts set purpose = '変更' where name = '顧客1'`.execute(tx)
  })
  expect((await go(done, 'undo')).counts).toMatchObject({ removed: 2, kept: 1 })
  expect(await names()).toEqual(['顧客1'])
  await clear()
})

test('a stopped import goes on where it was, and one interrupted by a restart too', async () => {
  const taken = await take(long(70))
  await within((tx) => startRun(tx, taken, 'good_rows', new Date()))
  const leaving = new AbortController()
  const once = { ...parts, live: { publish: async () => leaving.abort() } }
  await expect(workOnImport(once, workspaceId, taken.id, leaving.signal)).rejects.toThrow(Leaving)
  expect(await find(taken.id)).toMatchObject({ status: 'running', rowsDone: 20, counts: { created: 20 } })
  const publish: ImportParts['live']['publish'] = async (_, __, tx) => void (await askToStop(tx!, taken))
  await workOnImport({ ...parts, live: { publish } }, workspaceId, taken.id, never)
  const stopped = await find(taken.id)
  expect(stopped).toMatchObject({ status: 'stopped', rowsDone: 40, counts: { created: 40 } })
  const done = await go(stopped, 'good_rows')
  expect(done).toMatchObject({
    status: 'done',
    rowsDone: 70,
    counts: { read: 70, created: 70, rejected: 0 },
  })
  expect((await go(done, 'undo')).counts).toMatchObject({ removed: 140, kept: 0 })
  expect(await names()).toEqual([])
})
test('an import whose command line was killed can be stopped and undone by anybody', async () => {
  const taken = await take(long(50))
  await within((tx) => startRun(tx, taken, 'good_rows', new Date()))
  const leaving = new AbortController()
  const once = { ...parts, live: { publish: async () => leaving.abort() } }
  await expect(workOnImport(once, workspaceId, taken.id, leaving.signal)).rejects.toThrow(Leaving)
  await within((tx) => askToStop(tx, taken))
  await workOnImport(parts, workspaceId, taken.id, never)
  const stopped = await find(taken.id)
  expect(stopped).toMatchObject({ status: 'stopped', counts: { created: 20 } })
  expect((await go(stopped, 'undo')).counts).toMatchObject({ removed: 40 })
})

test('PostgreSQL knows of a table that an import fills before its own service comes by', async () => {
  const known = () =>
    within(async (tx) => {
      const { rows } = await sql<{
        rows: number
      }>`select reltuples as rows from pg_class where oid = 'public.accounts'::regclass`.execute(tx)
      return rows[0]!.rows
    })
  expect(await known()).toBeLessThan(1000)
  const lines = Array.from({ length: 1010 }, (_, i) => `T-${i},統計商事${i}`)
  await go(await go(await take(['顧客ID,顧客名', ...lines].join('\n')), 'preview'), 'good_rows')
  expect(await known()).toBeGreaterThanOrEqual(1000)
  await clear()
})

test('CP932 and UTF-16 files come in as they were written', async () => {
  const text = '顧客ID\t顧客名\r\nE-1\t株式会社髙﨑～Ⅱ㈱－\r\n'
  for (const encoding of ['cp932', 'utf-16le', 'utf-16be', 'utf-8']) {
    await go(await take(iconv.encode(text, encoding)), 'good_rows')
    expect(await names()).toEqual(['株式会社髙﨑～Ⅱ㈱－'])
    await clear()
  }
})

test('a file that is no table is refused with the reason and not kept', async () => {
  const zip = Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'latin1')
  await expect(take(zip)).rejects.toMatchObject({ field: 'file', rule: 'file_is_xlsx' })
  await expect(take('')).rejects.toMatchObject({ rule: 'file_is_empty' })
  await expect(take('顧客ID,顧客名\n')).rejects.toMatchObject({ rule: 'file_has_no_rows' })
  const { rows } = await within((tx) => sql`select from imports where status = 'uploaded'`.execute(tx))
  expect(rows).toEqual([])
})

test('how a file is read can be changed, and is remembered for the next of its kind', async () => {
  const taken = await take('コード,呼び名,人数\nF-1,一,3\n')
  const decided = await within((tx) => decide(parts, tx, taken, { mapping: ['external_id', 'name', null] }))
  const looked = await within((tx) => lookAt(parts, tx, decided))
  expect(looked.columns.map((column) => column.field)).toEqual(['external_id', 'name', null])
  await go(decided, 'good_rows')
  const next = await take('コード,呼び名,人数\nF-2,二,3\n')
  expect(next.mapping).toEqual(['external_id', 'name', null])
  expect((await within((tx) => lookAt(parts, tx, next))).columns[0]!.reason).toBe('saved')
  await expect(within((tx) => decide(parts, tx, next, { mapping: ['name', 'name', null] }))).rejects.toMatchObject({
    rule: 'field_twice',
  })
})
