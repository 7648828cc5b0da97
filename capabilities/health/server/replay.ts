import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Shown } from '../core/proof/backTest.ts'
import { peersOf, type PeerUse, peerUses, spreadsAmong } from '../core/peers.ts'
import { factsOfCard, heldFactsOf, type Scorecard } from '../core/scorecard.ts'
import { type HealthScore, healthScore } from '../core/score.ts'
import type { Grade } from '../core/words.ts'
import { cardPicker, whenOf } from './cards.ts'
import { type PastAsked, pastCustomers, storedBehind } from './pastCustomers.ts'

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
  const { workspace, catalogue } = asked
  const conditions = cards.flatMap(({ when }) => (when === null ? [] : [whenOf(when, catalogue)]))
  const keys = [
    ...cards.flatMap(factsOfCard),
    ...conditions.flatMap((condition) => (condition ? factsOf(condition) : [])),
  ]
  const { stored, silent } = storedBehind(asked, keys)
  const pick = cardPicker(cards, catalogue)
  const uses = peerUses(cards)
  const heldFacts = [...new Set(cards.flatMap(heldFactsOf))]
  const held = new Map<AccountId, Map<string, { value: FactValue; lastOn: Day }>>()
  const gradeBefore = new Map<AccountId, Grade>()
  const shown: Shown[] = []
  for await (const { day, customers } of pastCustomers(asked, stored)) {
    const moment = { today: day, currency: workspace.currency, timeZone: workspace.timeZone }
    const everybody = customers.map(({ value }) => value)
    const spreads = spreadsAmong(uses, everybody)
    for (const { account, value } of customers) {
      const card = pick(value, moment)
      if (!card) continue
      const kept = held.get(account)
      const peers = (use: PeerUse) => peersOf(spreads, use, value)
      const readings = { value, held: (fact: string) => kept?.get(fact) ?? null, peers }
      const health = healthScore(card, readings, day, gradeBefore.get(account) ?? null)
      const { score, grade } = health
      gradeBefore.set(account, grade)
      look(shown.length, card, health)
      shown.push({ account, day, score, grade })
      for (const fact of heldFacts) {
        const known = value(fact)
        if (known === null) continue
        if (!held.has(account)) held.set(account, new Map())
        held.get(account)!.set(fact, { value: known, lastOn: day })
      }
    }
  }
  return { shown, silent }
}
