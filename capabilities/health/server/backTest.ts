import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factOnDays } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type BackTest, backTest, type Shown } from '../core/proof/backTest.ts'
import { drawsFrom } from '../core/proof/draws.ts'
import type { Grade } from '../core/words.ts'
import { readCards } from './cards.ts'
import { type PastGround, type PastOf, readPastGround } from './pastGround.ts'
import { type Look, replayCards } from './replay.ts'

export type ScoresAsked = PastOf & {
  /** Scores as they were shown, or as today's scorecards would have shown them. */
  of: 'shown' | 'replayed'
}

export type Tested = {
  from: Day | null
  to: Day | null
  /** Facts that today's scorecards ask of a time of which they say nothing: they count as missing there. */
  silent: string[]
  result: BackTest
}

/**
 * What scores of this workspace were worth: those of each month's end, against the losses that its contracts tell of
 * since. A few questions for each month, however many accounts.
 */
export async function testScores(asked: ScoresAsked): Promise<Tested> {
  const { days, losses, shown, silent } = await pastScores(asked)
  const result = backTest(shown, losses, asked.horizon, drawsFrom(asked.horizon))
  return { from: days[0]?.day ?? null, to: days.at(-1)?.day ?? null, silent, result }
}

/** The scores to be judged, and what they are judged by. `look` sees how each row came about where they are replayed. */
export async function pastScores(
  asked: ScoresAsked,
  look?: Look,
): Promise<PastGround & { shown: Shown[]; silent: string[] }> {
  const { database, events, workspace, of } = asked
  const ground = await readPastGround(asked, of === 'shown')
  const { catalogue, days } = ground
  if (of === 'shown') {
    const ends = days.map(({ day }) => day)
    return { ...ground, shown: await shownScores(events, workspace, catalogue, ends), silent: [] }
  }
  const cards = await database.workspace(workspace.id, (tx) => readCards(tx, workspace.id))
  return { ...ground, ...(await replayCards({ events, workspace, catalogue, days }, cards, look)) }
}

/** Scores of customers as they were shown at the end of some days: three questions. */
async function shownScores(
  events: EventStore,
  workspace: Workspace,
  catalogue: Catalogue,
  days: readonly Day[],
): Promise<Shown[]> {
  const known = (key: string) => {
    const fact = catalogue.get(key)
    return fact && days.length > 0 ? factOnDays(events, workspace, { fact, days }) : []
  }
  const [scores, gradesThen, states] = await Promise.all([
    known('health.score'),
    known('health.grade'),
    known('contract.state'),
  ])
  return days.flatMap((day, at) =>
    [...(states[at] ?? [])].flatMap(([account, state]): Shown[] => {
      if (state !== 'active') return []
      const score = (scores[at]?.get(account) as number | undefined) ?? null
      const grade = (gradesThen[at]?.get(account) as Grade | undefined) ?? 'unknown'
      return [{ account, day, score, grade }]
    }),
  )
}
