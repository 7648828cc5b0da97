// The process that one size of P9 is measured in: as `npm start` would run it. It sends its figures to who started it.
import { on } from 'node:events'
import { sql } from 'kysely'
import { reactOnce, settle, type SettleTools } from '#capabilities/facts/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { facts } from '#start/catalogue.ts'
import { generate } from '../generate.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'
import { floorSeconds, makeFloor } from '../recompute/floor.ts'
import type { Told } from './bench.ts'

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
  const single = async ({ id }: { id: AccountId }) => {
    const start = performance.now()
    await settle(tools, workspace, [id])
    return performance.now() - start
  }
  return { turn: Math.min(...own), floor: Math.min(...hand), customers: rows, single }
}

const opened = await openGround()
const tell = (told: Told) => process.send!(told)
try {
  const { turn, floor, customers, single } = await measure(opened)
  const asked = on(process, 'message')
  tell({ turn, floor })
  for await (const [round] of asked) {
    if (round === 'stop') break
    const singles: number[] = []
    for (const customer of customers.slice(Number(round) * 10, Number(round) * 10 + 10))
      singles.push(await single(customer))
    tell({ singles })
  }
} finally {
  await opened.stop()
}
process.disconnect?.()
