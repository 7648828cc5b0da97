import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Workspace } from '#platform/http/context.ts'
import { type AllSpreads, type PeerUse, peersOf, peerUses, spreadsAmong } from '../core/peers.ts'
import { factsOfCard, heldFactsOf, type Scorecard } from '../core/scorecard.ts'
import { type HealthScore, healthScore } from '../core/score.ts'
import type { Grade } from '../core/words.ts'
import { cardPicker, whenOf } from './cards.ts'
import type { PastCustomers } from './pastCustomers.ts'

/** What cards say of a customer: null where none takes it. */
export type Scored = { card: Scorecard; health: HealthScore } | null

/** The facts that cards read, those of their conditions too. */
export function factsReadBy(cards: readonly Scorecard[], catalogue: Catalogue): string[] {
  const conditions = cards.flatMap(({ when }) => (when === null ? [] : [whenOf(when, catalogue)]))
  return [...cards.flatMap(factsOfCard), ...conditions.flatMap((condition) => (condition ? factsOf(condition) : []))]
}

/**
 * Scores customers as cards would have, one day after the other: what is held of a fact, and the grade that does not flicker,
 * come from the days before, and whom a customer is compared with are the customers of the day.
 */
export function scorer(
  cards: readonly Scorecard[],
  { workspace, catalogue }: { workspace: Workspace; catalogue: Catalogue },
  /** Whom customers are compared with in the place of those of the day. */
  others?: AllSpreads,
): (day: PastCustomers) => Scored[] {
  const pick = cardPicker(cards, catalogue)
  const uses = peerUses(cards)
  const heldFacts = [...new Set(cards.flatMap(heldFactsOf))]
  const held = new Map<AccountId, Map<string, { value: FactValue; lastOn: Day }>>()
  const gradeBefore = new Map<AccountId, Grade>()
  return ({ day, customers }) => {
    const moment = { today: day, currency: workspace.currency, timeZone: workspace.timeZone }
    const everybody = customers.map(({ value }) => value)
    const spreads = others ?? spreadsAmong(uses, everybody)
    return customers.map(({ account, value }) => {
      const card = pick(value, moment)
      if (!card) return null
      const kept = held.get(account)
      const peers = (use: PeerUse) => peersOf(spreads, use, value)
      const readings = { value, held: (fact: string) => kept?.get(fact) ?? null, peers }
      const health = healthScore(card, readings, day, gradeBefore.get(account) ?? null)
      gradeBefore.set(account, health.grade)
      for (const fact of heldFacts) {
        const known = value(fact)
        if (known === null) continue
        if (!held.has(account)) held.set(account, new Map())
        held.get(account)!.set(fact, { value: known, lastOn: day })
      }
      return { card, health }
    })
  }
}
