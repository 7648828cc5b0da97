// The process that P7 is measured in: as `npm start` would run it. It is told a file, its encoding and its rows, and sends
// what it found to who started it.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { importFile, type ImportParts } from '#capabilities/connect/server/index.ts'
import { uuidV7 } from '#kernel/id.ts'
import { diskFiles } from '#platform/files/diskFiles.ts'
import { imports } from '#start/catalogue.ts'
import { cpuOf, cpuPerRow } from '../cpu.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'

/** Rows a second of the product and of the floor, what a row took of processors, and the most memory in MiB. */
export type Imported = { rate: number; floor: number; cpu: string; memory: number }

async function throughProduct(ground: BenchGround, file: string, rows: number): Promise<Omit<Imported, 'floor'>> {
  const workspace = await benchWorkspace(ground.database)
  const parts: ImportParts = {
    database: ground.database,
    files: await diskFiles(path.join(ground.directory, 'files')),
    live: { publish: async () => {} },
    now: () => new Date(),
    newId: (() => uuidV7(Date.now(), randomBytes(10))) as ImportParts['newId'],
    catalogue: imports,
  }
  let memory = 0
  const watching = setInterval(() => (memory = Math.max(memory, process.memoryUsage.rss())), 100)
  const before = cpuOf(process.pid)
  const start = performance.now()
  const { import: done } = await importFile(parts, { file, workspaceId: workspace.id, kind: 'accounts' })
  const seconds = (performance.now() - start) / 1000
  clearInterval(watching)
  const cpu = cpuPerRow(before, cpuOf(process.pid), rows, 'a row')
  const { created, rejected } = done.counts!
  if (created !== rows || rejected > 0) throw new Error(`of ${rows} rows ${created} were taken, ${rejected} refused`)
  return { rate: rows / seconds, cpu, memory: Math.round(memory / 1024 ** 2) }
}

async function straightIn(ground: BenchGround, file: string, encoding: string, rows: number): Promise<number> {
  const workspace = await benchWorkspace(ground.database)
  const put = (lines: string[]) =>
    ground.database.workspace(workspace.id, async (tx) => {
      const customers = lines.map((line) => line.split(','))
      await sql`
        insert into accounts (workspace_id, id, name, name_kana, industry, employees, region)
        select ${workspace.id}::uuid, gen_random_uuid(), c->>0, c->>1, c->>2, (c->>3)::int, c->>4
        from jsonb_array_elements(${JSON.stringify(customers)}::jsonb) as c`.execute(tx)
    })
  const start = performance.now()
  let [rest, waiting]: [string, string[]] = ['', []]
  let header = true
  for await (const text of fs.createReadStream(file).pipe(iconv.decodeStream(encoding))) {
    const lines = (rest + String(text)).split('\r\n')
    rest = lines.pop()!
    waiting.push(...(header ? lines.slice(1) : lines))
    header = false
    while (waiting.length >= 10_000) await put(waiting.splice(0, 10_000))
  }
  await put(waiting)
  return rows / ((performance.now() - start) / 1000)
}

const [file = '', encoding = '', lines = ''] = process.argv.slice(2)
const rows = Number(lines)
const ground = await openGround()
try {
  const own = await throughProduct(ground, file, rows)
  const floor = await straightIn(ground, file, encoding, rows)
  process.send?.({ ...own, floor } satisfies Imported)
} finally {
  await ground.stop()
}
process.disconnect?.()
