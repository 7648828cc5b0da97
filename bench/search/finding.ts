// The process that P6 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { sql } from 'kysely'
import { gramsOfWord, likePattern, searchWords } from '#capabilities/timeline/core/searchWords.ts'
import { searchTimeline } from '#capabilities/timeline/server/index.ts'
import { addPerson } from '#capabilities/access/server/index.ts'
import { withClient } from '#platform/database/client.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { Figure } from '../figure.ts'
import { customers } from '../generate.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'
import { entries, searches } from './entries.ts'

const texts = Number(process.env['BENCH_ROWS'] ?? 1_000_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const [accounts, people, step, asked, page] = [20_000, 40, 5000, 200, 30]

/** One search as the product answers it: ids by the door, entries under the policy, marks. */
const searchAs =
  ({ database }: BenchGround, { id, timeZone }: Workspace) =>
  (words: string) =>
    database.look(id, (tx) => searchTimeline(tx, timeZone, { search: words, limit: page }))

async function measure(ground: BenchGround): Promise<Figure> {
  const { database, stores } = ground
  const workspace = await benchWorkspace(database)
  const filling = performance.now()
  await fill(ground, workspace)
  const filled = performance.now() - filling
  const search = searchAs(ground, workspace)
  const wanted = searches(asked)
  for (const words of wanted.slice(0, 20)) await refuseOtherAnswer(search, words)
  const own: number[] = []
  const bare: number[] = []
  const begun = performance.now()
  await withClient(stores.server.login('owner'), async (owner) => {
    await owner.query(`set work_mem = '64MB'`)
    for (let round = 0; round < rounds; round++)
      for (const words of wanted) {
        own.push(await timed(() => search(words)))
        bare.push(await timed(() => owner.query(byHand, [workspace.id, ...needles(words), page])))
      }
  })
  const [figure, floor] = [p95(own), p95(bare)]
  const ms = (of: number[], share: number) => Math.round(at(of, share) * 10) / 10
  return {
    name: 'P6',
    ratio: round(floor / figure),
    figure: round(figure),
    unit: 'ms p95',
    floor: round(floor),
    rows: texts,
    seconds: round((performance.now() - begun) / 1000),
    floorIsPeer: true, // by hand the index is asked about frequent words, too: the product looks at the latest entries first
    besides: `p50 ${ms(own, 0.5)} ms (by hand ${ms(bare, 0.5)}), slowest ${ms(own, 0.9999)} ms (${ms(bare, 0.9999)}); an entry written with its index in ${round(filled / texts)} ms`,
  }
}

async function fill({ database, stores }: BenchGround, workspace: Workspace): Promise<void> {
  const inside = <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work)
  await inside((tx) => customers(tx, workspace, 0, accounts))
  const authors = await inside(async (tx) => {
    const all: string[] = []
    for (let i = 1; i <= people; i++) {
      const who = { userId: `bench-${i}`, name: `担当 ${i}`, email: `csm${i}@example.jp`, role: 'csm' }
      all.push(await addPerson(tx, workspace.id, who))
    }
    return all
  })
  const { rows } = await inside((tx) => sql<{ id: string }>`select id from accounts order by id`.execute(tx))
  const known = { accounts: rows.map(({ id }) => id), people: authors }
  for (let from = 0; from < texts; from += step)
    await inside((tx) => entries(tx, workspace, known, { from, to: Math.min(texts, from + step), of: texts }))
  await withClient(stores.server.login('owner'), (owner) => owner.query('vacuum analyze'))
}

/** The floor: the same words asked of the index by the driver alone, without policy, marks or names. */
const byHand = `
  select type, id, at from timeline_texts
  where workspace_id = $1 and entry_grams(search_text, kind, author_id) @> $2::text[]
    and search_text like all($3::text[])
  order by at desc, id desc limit $4`

const needles = (typed: string) => {
  const words = searchWords(typed)
  return [words.flatMap(gramsOfWord), words.map(likePattern)] as const
}

type Search = ReturnType<typeof searchAs>

/** Finds a word in wide and narrow forms and in either kana alike, marks it, and finds nothing that does not have it. */
async function refuseOtherAnswer(search: Search, typed: string): Promise<void> {
  const katakana = typed.replace(/[ぁ-ゖ]/g, (one) => String.fromCodePoint(one.codePointAt(0)! + 0x60))
  const [asTyped, otherwise] = [await search(typed), await search(katakana)]
  if (JSON.stringify(asTyped) !== JSON.stringify(otherwise)) throw new Error(`${typed} and ${katakana} differ`)
  const unmarked = asTyped.rows.find(({ title, excerpt }) => ![...title, ...excerpt].some(({ isFound }) => isFound))
  if (unmarked) throw new Error(`${typed} is not marked in ${unmarked.id}`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
const at = (times: number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!
const p95 = (times: number[]) => at(times, 0.95)
const round = (value: number) => Math.round(value * 1000) / 1000

const opened = await openGround()
try {
  const figure = await measure(opened)
  process.send?.(figure)
} finally {
  await opened.stop()
}
process.disconnect?.()
