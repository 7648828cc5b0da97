// The process that P6 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { sql } from 'kysely'
import { searchNeedle } from '#capabilities/accounts/core/searchText.ts'
import { findByName } from '#capabilities/accounts/server/accountPage.ts'
import { withClient } from '#platform/database/client.ts'
import type { Figure } from '../figure.ts'
import { customers } from '../generate.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'

const texts = Number(process.env['BENCH_ROWS'] ?? 1_000_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 40)
const step = 10_000

async function measure(ground: BenchGround): Promise<Figure> {
  const { database } = ground
  const workspace = await benchWorkspace(database)
  for (let from = 0; from < texts; from += step)
    await database.workspace(workspace.id, (tx) => customers(tx, workspace, from, Math.min(texts, from + step)))
  await withClient(ground.stores.server.login('owner'), (owner) => owner.query('vacuum analyze accounts'))
  const words = await database.workspace(workspace.id, wordsOf)
  const find = (word: string) => database.workspace(workspace.id, (tx) => findByName(tx, word, 20))
  for (const word of words) await refuseOtherAnswer(find, word)
  const own: number[] = []
  const bare: number[] = []
  const begun = performance.now()
  await withClient(ground.stores.server.login('owner'), async (owner) => {
    for (let round = 0; round < rounds; round++)
      for (const word of words) {
        own.push(await timed(() => find(word)))
        const needle = searchNeedle(word)
        const grams = pairs(needle)
        bare.push(
          await timed(() =>
            owner.query(
              `select id from accounts where workspace_id = $3 and text_grams(search_text) @> $1::text[]
               and strpos(search_text, $2) > 0 limit 1000`,
              [grams, needle, workspace.id],
            ),
          ),
        )
      }
  })
  const [figure, floor] = [p95(own), p95(bare)]
  return {
    name: 'P6',
    ratio: round(floor / figure),
    figure: round(figure),
    unit: 'ms p95',
    floor: round(floor),
    rows: texts,
    seconds: round((performance.now() - begun) / 1000),
    floorIsPeer: true, // with few rows both are below what a clock tells apart
    instead: 'there is no search over timeline entries yet; the search of customers',
  }
}

/** Parts of names and readings as somebody types them: two to four characters from anywhere within. */
async function wordsOf(tx: Parameters<typeof findByName>[0]): Promise<string[]> {
  const { rows } = await sql<{ name: string; reading: string }>`
    select replace(name, '株式会社', '') as name, reading from accounts order by md5(id::text) limit 20`.execute(tx)
  return rows.flatMap(({ name, reading }, i) => [name.slice(i % 2, (i % 2) + 2 + (i % 3)), reading.slice(1, 4)])
}

/** Finds a word in wide and narrow forms alike, and nothing that does not have it. */
async function refuseOtherAnswer(find: (word: string) => Promise<{ id: string }[]>, word: string): Promise<void> {
  const asTyped = await find(word)
  const katakana = word.replace(/[ぁ-ゖ]/g, (one) => String.fromCodePoint(one.codePointAt(0)! + 0x60))
  const otherwise = await find(katakana)
  if (asTyped.length === 0) throw new Error(`a part of a name finds nobody: ${word}`)
  if (JSON.stringify(asTyped) !== JSON.stringify(otherwise)) throw new Error(`${word} and ${katakana} differ`)
}

const pairs = (text: string) => {
  const all = Array.from(text)
  return all.length === 1 ? all : all.slice(1).map((one, i) => all[i]! + one)
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!
const round = (value: number) => Math.round(value * 1000) / 1000

const opened = await openGround()
try {
  const figure = await measure(opened)
  process.send?.(figure)
} finally {
  await opened.stop()
}
process.disconnect?.()
