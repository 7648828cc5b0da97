import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { type AccountFacts, factOf, factsAsOf, knownSince } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { EventStoreUnavailable, type EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { contributionsOf, type PartDimension } from '../core/contributions.ts'
import { type HealthScore, healthScore } from '../core/score.ts'
import { type AllSpreads, peersOf, type PeerUse, peerUses, useKey } from '../core/peers.ts'
import { factsOfCard } from '../core/scorecard.ts'
import { dimensionKeys, type Grade } from '../core/words.ts'
import { cardPicker, readCards, type StoredCard, whenOf } from './cards.ts'
import { computedGrade, computedScore } from './computed.ts'
import { type Held, readHeld } from './held.ts'
import { readOverrides, type ShownOverride } from './overrideRead.ts'
import { readSpreads } from './spreads.ts'
import { type Pulse, readPulses } from './pulses.ts'

/** A score with its parts, as it stands on a day. */
export type Scored = { card: StoredCard; score: HealthScore; parts: PartDimension[] }

/** What was recorded on an earlier day, and the score read again from the facts of that day. */
export type Earlier = {
  days: number
  since: Day
  /** As recorded then; null: the account was not known. */
  recorded: Record<string, FactValue> | null
  /** null: the facts of then do not lead to the recorded score with today's card, so measures cannot be compared. */
  scored: Scored | null
}

/** Everything that an account's why is told from. */
export type WhyParts = {
  accountId: AccountId
  facts: AccountFacts
  now: Scored
  earlier: Earlier[]
  known: ReadonlyMap<string, number>
  historyAway: boolean
  override: ShownOverride | null
  pulse: Pulse | null
}

type Asked = { tx: Tx; events: EventStore; workspace: Workspace; accountId: AccountId; facts: AccountFacts }

/** Loads an account's why from its facts; null where the workspace has no scorecard for it. */
export async function readWhy(asked: Asked): Promise<WhyParts | null> {
  const { tx, workspace, accountId, facts } = asked
  const cards = await readCards(tx, workspace.id)
  const held = (await readHeld(tx, workspace.id, [accountId])).get(accountId) ?? new Map<string, Held>()
  const spreads = (day: Day) => readSpreads(tx, workspace.id, peerUses(cards), day)
  const on = { cards, catalogue: facts.catalogue, held }
  const { value, moment } = facts
  const now = scoreOn({ ...on, value, moment, spreads: await spreads(moment.today), before: computedGrade(value) })
  if (!now) return null
  const overrides = await readOverrides(tx, workspace.id, accountId, facts.moment.today)
  const override = overrides.find((one) => one.state === 'holds') ?? null
  const [pulse = null] = await readPulses(tx, workspace.id, accountId, 1)
  const history = await readHistory(asked, { ...on, spreads }, now.card)
  return { accountId, facts, now, override, pulse, ...history }
}

type On = {
  cards: readonly StoredCard[]
  catalogue: Catalogue
  held: ReadonlyMap<string, Held>
  value: (key: string) => FactValue
  moment: Moment
  spreads: AllSpreads
  /** The grade so far. */
  before: Grade | null
}

function scoreOn({ cards, catalogue, held, value, moment, spreads, before }: On): Scored | null {
  const card = cardPicker(cards, catalogue)(value, moment)
  if (!card) return null
  // A value that went missing after that day was still there on it: it cannot have been held.
  const heldThen = (fact: string) => {
    const known = held.get(fact)
    return known && known.lastOn <= moment.today ? known : null
  }
  const peers = (use: PeerUse) => peersOf(spreads, use, value)
  const score = healthScore(card, { value, held: heldThen, peers }, moment.today, before)
  return { card, score, parts: contributionsOf(score) }
}

type Ground = Pick<On, 'cards' | 'catalogue' | 'held'> & { spreads: (day: Day) => Promise<AllSpreads> }
type History = Pick<WhyParts, 'earlier' | 'known' | 'historyAway'>

async function readHistory(
  { events, workspace, accountId, facts }: Asked,
  ground: Ground,
  card: StoredCard,
): Promise<History> {
  try {
    const sources = factsOfCard(card).map((key) => facts.catalogue.get(key)?.derived?.of ?? key)
    const asOf = async (days: number): Promise<Earlier> => {
      const day = addDays(facts.moment.today, -days)
      const rows = await factsAsOf(events, workspace, { ...askedOf(ground.cards, facts), day, accounts: [accountId] })
      return earlierOf({ days, since: day, row: rows.get(accountId), facts, card }, ground)
    }
    const [known, ...earlier] = await Promise.all([
      knownSince(events, workspace.id, { account: accountId, facts: sources }),
      asOf(7),
      asOf(28),
    ])
    return { earlier, known, historyAway: false }
  } catch (error) {
    if (!(error instanceof EventStoreUnavailable)) throw error
    return { earlier: [], known: new Map(), historyAway: true }
  }
}

const recordedFacts = [
  'health.score',
  'health.grade',
  'health.computed_score',
  'health.computed_grade',
  ...dimensionKeys.map((key) => `health.${key}`),
]

/** The stored facts that scoring by any of the cards needs, with what was recorded. */
function askedOf(cards: readonly StoredCard[], { catalogue }: AccountFacts): { catalogue: Catalogue; facts: string[] } {
  const keys = cards.flatMap((card) => {
    const when = card.when === null ? null : whenOf(card.when, catalogue)
    return [...factsOfCard(card), ...(when ? factsOf(when) : [])]
  })
  const stored = keys.map((key) => catalogue.get(key)?.derived?.of ?? key)
  return { catalogue, facts: [...new Set([...stored, ...recordedFacts])] }
}

type Then = {
  days: number
  since: Day
  row: Record<string, FactValue> | undefined
  facts: AccountFacts
  card: StoredCard
}

async function earlierOf({ days, since, row, facts, card }: Then, { spreads, ...ground }: Ground): Promise<Earlier> {
  if (!row || row['health.grade'] == null) return { days, since, recorded: null, scored: null }
  const then = { ...facts.moment, today: since }
  const value = (key: string) => factOf(facts.catalogue, row, then, key)
  const known = await spreads(since)
  // With whom customers were compared on a day before anybody compared them is not known.
  const isTold = peerUses([card]).every((use) => known.get(useKey(use))?.all)
  const scored = isTold ? scoreOn({ ...ground, value, moment: then, spreads: known, before: null }) : null
  const same = scored?.card.id === card.id && scored.score.score === computedScore((key) => row[key] ?? null)
  return { days, since, recorded: row, scored: same ? scored : null }
}
