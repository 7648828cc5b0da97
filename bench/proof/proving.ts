// The process that P8 is measured in: as `npm start` would run it. It sends its figure to who started it.
import { factCatalogue, rebuiltAsOf } from '#capabilities/facts/server/index.ts'
import { monthEndsBefore } from '#capabilities/facts/server/rebuild/days.ts'
import { backTest } from '#capabilities/health/core/proof/backTest.ts'
import { drawsFrom } from '#capabilities/health/core/proof/draws.ts'
import { pastScores } from '#capabilities/health/server/backTest.ts'
import { factsOfCard } from '#capabilities/health/core/scorecard.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Figure } from '../figure.ts'
import { type BenchGround, benchWorkspace, openGround } from '../ground.ts'
import { card, makePast } from './past.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 20_000)
const months = 36

async function measure(ground: BenchGround): Promise<Figure> {
  const { database, events } = ground
  const workspace = await benchWorkspace(database)
  const today = dayOf(Date.now(), workspace.timeZone)
  const days = monthEndsBefore(addDays(today, -31), months).toReversed()
  await makePast(ground, workspace, { accounts, days })
  const catalogue = await database.workspace(workspace.id, (tx) => factCatalogue(tx, workspace))
  const stored = ['contract.state', ...factsOfCard(card)]
  const read = performance.now()
  for (const day of days) await rebuiltAsOf(events, workspace.id, { catalogue, facts: stored, day })
  const floor = (performance.now() - read) / 1000
  const start = performance.now()
  const horizon = 30
  const past = await pastScores({ database, events, workspace, today, horizon, of: 'replayed' })
  const scored = (performance.now() - start) / 1000
  const { shown, losses, silent } = past
  const result = backTest(shown, losses, horizon, drawsFrom(horizon))
  const seconds = (performance.now() - start) / 1000
  console.error(`scores of all month ends after ${round(scored)} s, judged with the interval after ${round(seconds)} s`)
  const { auc, low, high } = result.discrimination ?? { auc: 0, low: 0, high: 0 }
  console.error(
    `${result.judged} scores of ${result.accounts} customers, ${result.lost} losses, AUC ${auc} (${low} to ${high})`,
  )
  if (silent.length > 0 || result.judged < accounts * months * 0.7)
    throw new Error(`too little to judge by: ${silent.join(', ')}`)
  if (low < 0.6) throw new Error('who leaves is worse off in this data, and it was not seen')
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

const opened = await openGround()
try {
  const figure = await measure(opened)
  process.send?.(figure)
} finally {
  await opened.stop()
}
process.disconnect?.()
