// The process that P7 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { importFile, type ImportParts } from '#capabilities/connect/server/index.ts'
import { uuidV7 } from '#kernel/id.ts'
import { diskFiles } from '#platform/files/diskFiles.ts'
import { imports } from '#start/catalogue.ts'
import { places, trades } from '#start/demo/words.ts'
import type { Figure } from '../figure.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'

const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000)
const encodings = ['cp932', 'utf-8'] as const
const mostMemory = 512 // MiB

async function measure(ground: BenchGround): Promise<Figure> {
  const begun = performance.now()
  const runs = []
  for (const encoding of encodings) {
    const file = path.join(ground.directory, `customers-${encoding}.csv`)
    await writeFile(file, encoding)
    const own = await throughProduct(ground, file)
    const bare = await straightIn(ground, file, encoding)
    console.error(
      `${encoding}: ${Math.round(rows / own.seconds)} rows/s, floor ${Math.round(rows / bare)}; memory up to ${own.memory} MiB`,
    )
    runs.push({ rate: rows / own.seconds, floor: rows / bare, memory: own.memory })
    fs.rmSync(file)
  }
  const slower = runs.reduce((a, b) => (b.rate < a.rate ? b : a))
  const memory = Math.max(...runs.map((run) => run.memory))
  return {
    name: 'P7',
    ratio: round(slower.rate / slower.floor),
    figure: Math.round(slower.rate),
    unit: 'rows/s',
    floor: Math.round(slower.floor),
    rows: rows * encodings.length,
    seconds: round((performance.now() - begun) / 1000),
    ok: memory <= mostMemory,
    besides: `memory up to ${memory} MiB of ${mostMemory}`,
  }
}

async function writeFile(file: string, encoding: string): Promise<void> {
  const out = fs.createWriteStream(file)
  out.write(iconv.encode('会社名,フリガナ,業種,従業員数,都道府県\r\n', encoding))
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - from) }, (_, at) => lineOf(from + at)).join('')
    if (!out.write(iconv.encode(lines, encoding))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

function lineOf(i: number): string {
  const trade = trades[i % trades.length]!
  const place = places[Math.floor(i / 7) % places.length]!
  return `株式会社${place[0]}${i}${trade.words[i % trade.words.length]![0]},${place[1]},${trade.industry},${10 + (i % 5000)},東京都\r\n`
}

async function throughProduct(ground: BenchGround, file: string): Promise<{ seconds: number; memory: number }> {
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
  const start = performance.now()
  const { import: done } = await importFile(parts, { file, workspaceId: workspace.id, kind: 'accounts' })
  const seconds = (performance.now() - start) / 1000
  clearInterval(watching)
  const { created, rejected } = done.counts!
  if (created !== rows || rejected > 0) throw new Error(`of ${rows} rows ${created} were taken, ${rejected} refused`)
  return { seconds, memory: Math.round(memory / 1024 ** 2) }
}

async function straightIn(ground: BenchGround, file: string, encoding: string): Promise<number> {
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
  return (performance.now() - start) / 1000
}

const round = (value: number) => Math.round(value * 1000) / 1000

const opened = await openGround()
try {
  const figure = await measure(opened)
  process.send?.(figure)
} finally {
  await opened.stop()
}
process.disconnect?.()
