import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import { diskFiles } from '#platform/files/diskFiles.ts'
import { fileOutcome } from '#test/build/fileOutcome.ts'
import { simpleAccounts } from '#test/build/importKind.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { csvLine } from './issuesCsv.ts'
import type { ImportParts } from './parts.ts'

let directory: string
let database: TestDatabase
let parts: ImportParts
let workspaceId: WorkspaceId

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'banso-hostile-'))
  database = await testDatabase()
  workspaceId = (await testWorkspace(database)).id
  parts = {
    database,
    files: await diskFiles(directory),
    live: { publish: async () => {} },
    now: () => new Date(),
    newId: (() => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))) as ImportParts['newId'],
    catalogue: { kinds: [simpleAccounts], references: [] },
  }
})
afterAll(() => rm(directory, { recursive: true }))

/** What became of a file: a refusal, or how many good rows and what was said of the others. */
async function outcome(content: string | Buffer): Promise<{ refused?: string; created?: number; told?: string[] }> {
  const { customers: _, ...rest } = await fileOutcome(parts, workspaceId, Buffer.from(content))
  return rest
}

const header = '顧客ID,顧客名,従業員数\n'

test.each<[string, string | Buffer, Awaited<ReturnType<typeof outcome>>]>([
  [
    'a quote that is never closed',
    `${header}A,"開いたまま,1\nB,二,2\n`,
    { created: 1, told: ['2 顧客名 quote_not_closed'] },
  ],
  ['text after a closing quote', `${header}A,"一"二,1\nB,二,2\n`, { created: 1, told: ['2 顧客名 text_after_quote'] }],
  ['a zero byte', `${header}A,一\0二,1\nB,二,2\n`, { created: 1, told: ['2 顧客名 control_character'] }],
  ['an endless line', `${header}A,${'長'.repeat(1_200_000)},1\nB,二,2\n`, { created: 1, told: ['2  row_too_long'] }],
  [
    'rows that are too long and too short',
    `${header}A,一\nB,二,2,3\nC,三,3\n`,
    { created: 1, told: ['2  too_few_cells', '3  too_many_cells'] },
  ],
  [
    'broken UTF-8',
    Buffer.concat([
      Buffer.from(`${header}A,一`),
      Buffer.from([0xe3, 0x81]),
      Buffer.from(',1\nB,二二二二,2\nC,三三三三三,3\n'),
    ]),
    { created: 2, told: ['2 顧客名 unreadable'] },
  ],
  [
    'empty lines, mixed line ends, a line for Excel',
    `sep=,\r\n${header}A,一,1\r\n\r\n,,\rB,二,2`,
    { created: 2, told: [] },
  ],
  [
    'a name of 300,000 letters',
    `${header}A,${'長'.repeat(300_000)},1\nB,二,2\n`,
    { created: 1, told: ['2 顧客名 too_long'] },
  ],
  [
    'a row of a hundred thousand cells',
    `${header}A${','.repeat(100_000)}\nB,二,2\n`,
    { created: 1, told: ['2  row_too_long'] },
  ],
  ['more columns than a table has', `顧客ID,顧客名${',x'.repeat(100_000)}\n`, { refused: 'file_has_too_many_columns' }],
  ['a control character in the name of a column', '顧客ID,顧客名,備\0考\nA,一,1\n', { created: 1, told: [] }],
  ['the header alone', header, { refused: 'file_has_no_rows' }],
  ['nothing', '', { refused: 'file_is_empty' }],
  ['empty lines alone', '\n\n\r\n', { refused: 'file_is_empty' }],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), { refused: 'file_is_image' }],
  [
    'a program',
    Buffer.from(`\x7fELF${'\x02\x01\x01\0\x03\0\x3e\0'.repeat(40)}`, 'latin1'),
    { refused: 'file_is_binary' },
  ],
])('%s is explained', async (_, content, expected) => {
  expect(await outcome(content)).toEqual(expected)
})

test('whatever a file holds, it ends with a word about every row, and nothing half-done', async ({ task }) => {
  task.meta.cases = 120
  const piece = fc.constantFrom(
    'A,一,1\n',
    '"',
    ',',
    '\r',
    '\n',
    '\0',
    '髙',
    '"",',
    'B',
    '\ufeff',
    '\ud800',
    '＝1',
    '\t',
    ';',
    '1',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
      const result = await outcome(header + pieces.join(''))
      expect(result.refused ?? result.created).toBeDefined()
      expect(result.refused).not.toBe('unexpected')
    }),
    { numRuns: 60 },
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const result = await outcome(Buffer.from(bytes))
      expect(result.refused ?? result.created).toBeDefined()
    }),
    { numRuns: 60 },
  )
  const { rows } = await database.workspace(workspaceId, (tx) => sql`select from accounts`.execute(tx))
  expect(rows).toEqual([])
}, 120_000)

test('refused files are not kept', async () => {
  const before = (await readdir(directory)).length
  await outcome(Buffer.from('%PDF-1.7'))
  expect((await readdir(directory)).length).toBe(before)
})

test('a list of issues holds no live formula', () => {
  expect(csvLine(['=HYPERLINK("http://x")', '+1', '-1,200', '@SUM(A1)', '\tx', 'a,"b"'])).toBe(
    `"'=HYPERLINK(""http://x"")",+1,"-1,200",'@SUM(A1),'\tx,"a,""b"""\r\n`,
  )
})
