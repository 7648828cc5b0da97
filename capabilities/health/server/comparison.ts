import type { Day } from '#kernel/day.ts'
import type { Shown } from '../core/proof/backTest.ts'
import { type Compared, compare } from '../core/proof/compare.ts'
import { drawsFrom } from '../core/proof/draws.ts'
import { followedBy } from '../core/proof/parts.ts'
import { unsaid } from '../core/proof/points.ts'
import type { Scorecard } from '../core/scorecard.ts'
import { type Grade, grades } from '../core/words.ts'
import { pastCustomers, storedBehind } from './pastCustomers.ts'
import { type PastOf, readPastGround } from './pastGround.ts'
import { factsReadBy, type Scored, scorer } from './scorer.ts'

type Asked = PastOf & {
  /** All cards that would be in force, one way and the other; they differ in the card `key`. */
  cards: readonly [readonly Scorecard[], readonly Scorecard[]]
  key: string
  /** Judged from this day on; months before it still count for what is held over. */
  from?: Day
}

/** What a grade stood for: how many judgements had it, and how many of them a loss followed. */
export type Hits = { grade: Grade; judged: number; lost: number }

export type Comparison = Compared & {
  from: Day | null
  to: Day | null
  /** Grades one way and the other, of the customers compared. */
  hits: [Hits[], Hits[]]
  /** Facts that say nothing of a part of the time: there they count as missing. */
  silent: string[]
}

/**
 * Two versions of a card over the same month ends, by what was known then: of the customers that either of them takes,
 * against who left within the horizon. The past is read once for both.
 */
export async function compareCards(asked: Asked): Promise<Comparison> {
  const { events, workspace, cards, horizon, key, from } = asked
  const { catalogue, days, losses } = await readPastGround(asked, false)
  const past = { events, workspace, catalogue, days }
  const { stored, silent } = storedBehind(past, factsReadBy(cards.flat(), catalogue))
  const scorers = [scorer(cards[0], past), scorer(cards[1], past)] as const
  const rows: [Shown[], Shown[]] = [[], []]
  for await (const then of pastCustomers(past, stored)) {
    const [first, second] = [scorers[0](then), scorers[1](then)]
    if (from !== undefined && then.day < from) continue
    then.customers.forEach(({ account }, at) => {
      const both = [first[at]!, second[at]!] as const
      if (!both.some((scored) => scored?.card.key === key)) return
      both.forEach((scored, way) => rows[way]!.push({ account, day: then.day, ...standing(scored) }))
    })
  }
  const followed = followedBy(rows[0], losses, horizon)
  const columns = rows.map((own) => Uint8Array.from(own, ({ score }) => score ?? unsaid)) as [Uint8Array, Uint8Array]
  const judgedDays = days.map(({ day }) => day).filter((day) => from === undefined || day >= from)
  const hitsOf = (own: readonly Shown[]): Hits[] =>
    grades.map((grade) => {
      const at = own.flatMap((one, row) => (one.grade === grade ? [followed.lost[row]!] : []))
      return { grade, judged: at.length, lost: at.reduce((sum, lost) => sum + lost, 0) }
    })
  return {
    ...compare(followed, columns, drawsFrom(horizon)),
    from: judgedDays[0] ?? null,
    to: judgedDays.at(-1) ?? null,
    hits: [hitsOf(rows[0]), hitsOf(rows[1])],
    silent,
  }
}

function standing(scored: Scored): { score: number | null; grade: Grade } {
  return scored ? { score: scored.health.score, grade: scored.health.grade } : { score: null, grade: 'unknown' }
}
