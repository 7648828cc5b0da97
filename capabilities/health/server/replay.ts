import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { factsAsOf, facts, rebuiltAsOf, rebuiltFacts } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { Shown } from '../core/proof/backTest.ts'
import { factsOfCard, heldFactsOf, type Scorecard } from '../core/scorecard.ts'
import { healthScore } from '../core/score.ts'
import type { Grade } from '../core/words.ts'
import { cardPicker, whenOf } from './cards.ts'

/** A past day, and whether what is known of it was worked out afterwards (before the history begins). */
export type PastDay = { day: Day; rebuilt: boolean }

type Asked = {
  events: EventStore
  workspace: Workspace
  catalogue: Catalogue
  cards: readonly Scorecard[]
  days: readonly PastDay[]
}

/**
 * What scorecards would have shown of every customer at the end of past days, oldest first, by what was known then. Facts
 * that say nothing of a day (`silent`: without dates of their own, before the history begins) count as missing there.
 */
export async function replayCards(asked: Asked): Promise<{ shown: Shown[]; silent: string[] }> {
  const { events, workspace, catalogue, cards, days } = asked
  const conditions = cards.flatMap(({ when }) => (when === null ? [] : [whenOf(when, catalogue)]))
  const keys = new Set([
    'contract.state',
    ...cards.flatMap(factsOfCard),
    ...conditions.flatMap((condition) => (condition ? factsOf(condition) : [])),
  ])
  const stored = [...new Set([...keys].map((key) => catalogue.get(key)?.derived?.of ?? key))]
  const told = rebuiltFacts(facts())
  const silent = days.some(({ rebuilt }) => rebuilt) ? stored.filter((key) => !told.has(key)) : []
  const pick = cardPicker(cards, catalogue)
  const clocks = new Map(catalogue.all.filter((fact) => fact.derived).map((fact) => [fact.key, factValue(fact)]))
  const heldFacts = [...new Set(cards.flatMap(heldFactsOf))]
  const held = new Map<AccountId, Map<string, { value: FactValue; lastOn: Day }>>()
  const gradeBefore = new Map<AccountId, Grade>()
  const shown: Shown[] = []
  for (const { day, rebuilt } of days) {
    const rows = rebuilt
      ? await rebuiltAsOf(events, workspace.id, { catalogue, facts: stored, day })
      : await factsAsOf(events, workspace, { catalogue, facts: stored, day })
    const moment = { today: day, currency: workspace.currency, timeZone: workspace.timeZone }
    for (const [account, row] of rows) {
      const of = (key: string): FactValue => row[key] ?? null
      if (of('contract.state') !== 'active') continue
      const value: ReadFact = (key) => clocks.get(key)?.(of, moment) ?? of(key)
      const card = pick(value, moment)
      if (!card) continue
      const kept = held.get(account)
      const readings = { value, held: (fact: string) => kept?.get(fact) ?? null }
      const { score, grade } = healthScore(card, readings, day, gradeBefore.get(account) ?? null)
      gradeBefore.set(account, grade)
      for (const fact of heldFacts) {
        const known = value(fact)
        if (known === null) continue
        if (!held.has(account)) held.set(account, new Map())
        held.get(account)!.set(fact, { value: known, lastOn: day })
      }
      shown.push({ account, day, score, grade })
    }
  }
  return { shown, silent }
}
