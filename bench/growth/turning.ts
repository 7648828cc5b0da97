// The process that one size of P9 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { sql } from 'kysely'
import { reactOnce, settle, type SettleTools } from '#capabilities/facts/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { facts } from '#start/catalogue.ts'
import { generate } from '../generate.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'
import { floorSeconds, makeFloor } from '../recompute/floor.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'])

async function measure(ground: BenchGround) {
  const { database, events } = ground
  const workspace = await benchWorkspace(database)
  await generate(ground, workspace, accounts)
  let now = new Date()
  const tools: SettleTools = {
    system: facts,
    database,
    events,
    live: { publish: async () => {} },
    now: () => now,
    onMalformed: (keys) => console.error(`facts of a wrong type: ${keys.join(' ')}`),
    onFailure: (_, ids, cause) => {
      throw new Error(`${ids.length} customers could not be computed`, { cause })
    },
  }
  const turn = async () => {
    const [turns, start] = [new Map(), performance.now()]
    while (await reactOnce(tools, turns));
    return (performance.now() - start) / 1000
  }
  await turn()
  await makeFloor(ground)
  const today = dayOf(now.getTime(), workspace.timeZone)
  await floorSeconds(ground, workspace, today)
  const [own, hand]: [number[], number[]] = [[], []]
  for (const days of [1, 2]) {
    now = new Date(now.getTime() + 86_400_000)
    own.push(await turn())
    hand.push(await floorSeconds(ground, workspace, addDays(today, days)))
  }
  const { rows } = await database.workspace(workspace.id, (tx) =>
    sql<{ id: AccountId }>`select id from accounts order by md5(id::text) limit 100`.execute(tx),
  )
  const times: number[] = []
  for (const { id } of rows) {
    const start = performance.now()
    await settle(tools, workspace, [id])
    times.push(performance.now() - start)
  }
  const single = times.toSorted((a, b) => a - b)[50]!
  return { figure: Math.min(...own), floor: Math.min(...hand), single, rows: accounts }
}

const opened = await openGround()
try {
  process.send?.(await measure(opened))
} finally {
  await opened.stop()
}
process.disconnect?.()
