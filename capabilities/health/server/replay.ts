import type { Shown } from '../core/proof/backTest.ts'
import type { Scorecard } from '../core/scorecard.ts'
import type { HealthScore } from '../core/score.ts'
import { type PastAsked, pastCustomers, storedBehind } from './pastCustomers.ts'
import { factsReadBy, scorer } from './scorer.ts'

/** Sees how a row of a replay came about: by which card, from which readings. */
export type Look = (row: number, card: Scorecard, health: HealthScore) => void

/**
 * What scorecards would have shown of every customer at the end of past days, oldest first, by what was known then. Facts
 * that say nothing of a day (`silent`: without dates of their own, before the history begins) count as missing there.
 * `look` sees how each row came about.
 */
export async function replayCards(
  asked: PastAsked,
  cards: readonly Scorecard[],
  look: Look = () => {},
): Promise<{ shown: Shown[]; silent: string[] }> {
  const { stored, silent } = storedBehind(asked, factsReadBy(cards, asked.catalogue))
  const score = scorer(cards, asked)
  const shown: Shown[] = []
  for await (const then of pastCustomers(asked, stored))
    score(then).forEach((scored, at) => {
      if (!scored) return
      look(shown.length, scored.card, scored.health)
      const { score: points, grade } = scored.health
      shown.push({ account: then.customers[at]!.account, day: then.day, score: points, grade })
    })
  return { shown, silent }
}
