// The process that P8 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { sql } from 'kysely'
import { monthEndsBefore } from '#capabilities/facts/server/rebuild/days.ts'
import { rebuildDay } from '#capabilities/facts/server/rebuild/rebuild.ts'
import { factCatalogue, rebuiltAsOf } from '#capabilities/facts/server/index.ts'
import { testScores } from '#capabilities/health/server/backTest.ts'
import { readyCards } from '#capabilities/health/core/ready/dear.ts'
import { factsOfCard } from '#capabilities/health/core/scorecard.ts'
import { dayOf } from '#kernel/day.ts'
import { facts } from '#start/catalogue.ts'
import type { Figure } from '../figure.ts'
import { filledWorkspace } from '../filled.ts'
import { type BenchGround, openGround } from '../ground.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 20_000)
const months = 36

async function measure(ground: BenchGround): Promise<Figure> {
  const { database, events } = ground
  const workspace = await filledWorkspace(ground, accounts)
  const now = () => new Date()
  const today = dayOf(now().getTime(), workspace.timeZone)
  const days = monthEndsBefore(today, months).toReversed()
  const { signal } = new AbortController()
  const built = performance.now()
  for (const day of days) await rebuildDay({ database, events, system: facts, now }, workspace, { day, signal })
  console.error(`a month end is worked out in ${round((performance.now() - built) / 1000 / months)} s`)
  await database.workspace(workspace.id, (tx) =>
    sql`
      insert into past_rebuilds (workspace_id, state, done, total, days)
      values (${workspace.id}, 'done', ${months}, ${months}, ${days}::date[])
      on conflict (workspace_id) do update set state = 'done', days = excluded.days
    `.execute(tx),
  )
  const catalogue = await database.workspace(workspace.id, (tx) => factCatalogue(tx, workspace))
  const keys = [...new Set(['contract.state', ...readyCards.flatMap(factsOfCard)])]
  const stored = [...new Set(keys.map((key) => catalogue.get(key)?.derived?.of ?? key))]
  const read = performance.now()
  for (const day of days) await rebuiltAsOf(events, workspace.id, { catalogue, facts: stored, day })
  const floor = (performance.now() - read) / 1000
  const start = performance.now()
  const asked = { database, events, workspace, today, horizon: 30, of: 'replayed' as const }
  const { result } = await testScores(asked)
  const seconds = (performance.now() - start) / 1000
  console.error(`${result.judged} scores of ${result.accounts} customers, ${result.lost} losses`)
  return {
    name: 'P8',
    ratio: round(floor / seconds),
    figure: round(seconds),
    unit: 's',
    floor: round(floor),
    rows: result.judged,
    seconds: round(seconds),
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000

const opened = await openGround(process.env['BENCH_DATA'])
try {
  const figure = await measure(opened)
  process.send?.(figure)
} finally {
  await opened.stop()
}
process.disconnect?.()
