import fs from 'node:fs'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { places, trades } from '#start/demo/words.ts'
import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'
import type { Imported } from './importing.ts'

const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000)
const mostMemory = 512 // MiB

/**
 * P7: a file of a million customers, in CP932 and again in UTF-8, through the engine of the interface: read, told apart, checked,
 * written with what it takes to undo. The slower of the two counts. Each goes into stores of its own that are empty, by a
 * process that does nothing else before: what one leaves behind (statistics, memory) is not the other's. Memory is that of
 * this process. The floor reads and decodes the same file and puts its rows into the same table, ten thousand in a
 * statement, without checks or undo.
 */
export async function bench(): Promise<Figure> {
  const begun = performance.now()
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-bench-files-'))
  const runs: Imported[] = []
  try {
    for (const encoding of ['cp932', 'utf-8']) {
      const file = path.join(directory, `customers-${encoding}.csv`)
      await writeFile(file, encoding)
      const run = await asProduct<Imported>(new URL('./importing.ts', import.meta.url), [file, encoding, String(rows)])
      console.error(
        `${encoding}: ${Math.round(run.rate)} rows/s, ${run.cpu}; floor ${Math.round(run.floor)}; memory up to ${run.memory} MiB`,
      )
      runs.push(run)
      fs.rmSync(file)
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  const slower = runs.reduce((a, b) => (b.rate < a.rate ? b : a))
  const memory = Math.max(...runs.map((run) => run.memory))
  return {
    name: 'P7',
    ratio: round(slower.rate / slower.floor),
    figure: Math.round(slower.rate),
    unit: 'rows/s',
    floor: Math.round(slower.floor),
    rows: rows * runs.length,
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

const round = (value: number) => Math.round(value * 1000) / 1000
