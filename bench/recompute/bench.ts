import { sql } from 'kysely'
import { reactOnce, recomputeWorkspace, settle, type SettleTools } from '#capabilities/facts/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Workspace } from '#platform/http/context.ts'
import { facts } from '#start/catalogue.ts'
import type { Figure } from '../figure.ts'
import { generate } from '../generate.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'
import { floorSeconds, makeFloor } from './floor.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 100_000)

/**
 * P3: all facts, phases, scores and signals of 100,000 customers computed anew, as at the turn of a day: the clock has
 * moved a day, and what differs is written and kept. The floor does the same by hand: one usage query, and one SQL
 * statement (floor.sql) that reckons the same 89 facts, the phase, the score by the ready-made scorecards and the eight
 * signals for the same day, updates what differs in a table with the same columns and indexes, keeps every changed row
 * for the history, and raises the same CTAs. It looks at nobody's definitions: maps, cards and rules are written out in
 * it. Two days are turned, the product's turn and the floor's after one another; the better one of each counts.
 * Beside it, on stderr: the very first computation (every fact is new), one in which nothing changed, single customers.
 */
export async function bench(): Promise<Figure> {
  const ground = await openGround()
  try {
    return await measure(ground)
  } finally {
    await ground.stop()
  }
}

async function measure(ground: BenchGround): Promise<Figure> {
  const { database } = ground
  const workspace = await benchWorkspace(database)
  await tellSeconds('generating', () => generate(ground, workspace, accounts))
  let now = new Date()
  const tools: SettleTools = {
    system: facts,
    database,
    events: ground.events,
    live: { publish: async () => {} },
    now: () => now,
    onMalformed: (keys) => console.error(`facts of a wrong type: ${keys.join(' ')}`),
    onFailure: (_, ids, cause) => {
      throw new Error(`${ids.length} customers could not be computed`, { cause })
    },
  }
  const turn = async () => {
    const turns = new Map()
    while (await reactOnce(tools, turns));
  }
  await tellSeconds('the first computation, every fact new', turn)
  await database.workspace(workspace.id, (tx) => recomputeWorkspace(tx, workspace.id))
  await tellSeconds('again, nothing changed', turn)
  await makeFloor(ground)
  const begun = dayOf(now.getTime(), workspace.timeZone)
  await tellSeconds('by hand, every fact new', () => floorSeconds(ground, workspace, begun))
  const [own, hand]: [number[], number[]] = [[], []]
  for (const days of [1, 2]) {
    now = new Date(now.getTime() + 86_400_000)
    own.push(await tellSeconds('a day later', turn))
    hand.push(await tellSeconds('by hand', () => floorSeconds(ground, workspace, addDays(begun, days))))
  }
  const [seconds, floor] = [Math.min(...own), Math.min(...hand)]
  await tellSingle(ground, tools, workspace)
  return {
    name: 'P3',
    ratio: round(floor / seconds),
    figure: round(seconds),
    unit: 's',
    floor: round(floor),
    rows: accounts,
    seconds: round(seconds),
  }
}

/** How long single customers take, one after the other. */
async function tellSingle(ground: BenchGround, tools: SettleTools, workspace: Workspace): Promise<void> {
  const { rows } = await ground.database.workspace(workspace.id, (tx) =>
    sql<{ id: AccountId }>`select id from accounts order by id limit 100`.execute(tx),
  )
  const times: number[] = []
  for (const { id } of rows) {
    const start = performance.now()
    await settle(tools, workspace, [id])
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  console.error(`one customer: median ${round(times[50]!)} ms, 95th percentile ${round(times[95]!)} ms`)
}

async function tellSeconds(what: string, work: () => Promise<number | void>): Promise<number> {
  const start = performance.now()
  const seconds = (await work()) ?? (performance.now() - start) / 1000
  console.error(`${what}: ${round(seconds)} s`)
  return seconds
}

const round = (value: number) => Math.round(value * 1000) / 1000
