// The process that P3 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { sql } from 'kysely'
import { reactOnce, recomputeWorkspace, settle, type SettleTools } from '#capabilities/facts/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Workspace } from '#platform/http/context.ts'
import { facts } from '#start/catalogue.ts'
import { cpuOf } from '../cpu.ts'
import type { Figure } from '../figure.ts'
import { generate } from '../generate.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'
import { floorSeconds, makeFloor } from './floor.ts'
import { changedWeight } from './published.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 100_000)

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
  const weight = changedWeight(ground, workspace, () => now)
  for (const look of ['the first', 'another']) {
    const said = await tellResult(`${look} preview of a changed weight`, weight.preview)
    console.error(`${said.total} of ${said.accounts} customers would change grade`)
  }
  await weight.publish()
  await tellSeconds('everything anew after it was published', turn)
  await weight.publish()
  await database.workspace(workspace.id, (tx) => recomputeWorkspace(tx, workspace.id))
  await tellSeconds('the same of a weight doubled once more, with every source asked again', turn)
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
  const [start, before] = [performance.now(), cpuOf(process.pid)]
  const seconds = (await work()) ?? (performance.now() - start) / 1000
  const after = cpuOf(process.pid)
  const cpu = (Object.keys(after) as (keyof typeof after)[]).map(
    (part) => `${part} ${round(after[part] - before[part])}`,
  )
  console.error(`${what}: ${round(seconds)} s (CPU seconds: ${cpu.join(', ')})`)
  return seconds
}

async function tellResult<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  let result: Result | undefined
  await tellSeconds(what, async () => {
    result = await work()
  })
  return result!
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
