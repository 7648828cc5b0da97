import { setImmediate as others } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue, type Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Roster } from '#capabilities/facts/core/roster.ts'
import { factCatalogue, idArray, momentOf, rosterOf } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Draft } from '../core/draft.ts'
import { byWeight, type Effect, type Move, movesOf } from '../core/effect.ts'
import { countedAs } from '../core/override.ts'
import { withDraft } from '../core/order.ts'
import { type AllSpreads, peersOf, type PeerUse, peerUses, spreadsAmong } from '../core/peers.ts'
import { factsOfCard, heldFactsOf, type Scorecard } from '../core/scorecard.ts'
import { healthScore } from '../core/score.ts'
import type { Grade } from '../core/words.ts'
import { cardPicker, type PickCard, readCards, whenOf } from './cards.ts'
import { computedGrade } from './computed.ts'
import { type Held, type HeldValues, readHeld } from './held.ts'

type Call = Pick<CallContext, 'caller' | 'database' | 'today' | 'transaction'>

/** A draft of the card `key`, and which of those whose grade changes are to be named. */
export type PreviewAsked = {
  key: string
  draft: Draft
  move: Pick<Move, 'from' | 'to'> | null
  skip: number
  limit: number
}

/** What publishing a draft would do to the accounts as they are known now. */
export type Preview = {
  accounts: number
  moves: Move[]
  /** Of each card in force: how many accounts fall under it now, and would. */
  cards: { card: Scorecard; before: number; after: number }[]
  /** Accounts whose grade would change, the worst first, from `skip` on. */
  named: (Effect & { id: AccountId; name: string })[]
  /** How many there are of them. */
  total: number
}

/** Accounts scored before others get their turn. */
const stride = 500

/**
 * Scores all accounts by a draft exactly as a pass after publishing would, and keeps nothing. Facts are read off the
 * roster, which is kept true from one preview to the next; in between others are served.
 */
export async function previewDraft(call: Call, asked: PreviewAsked): Promise<Preview> {
  const ground = await call.transaction((tx) => readGround(tx, call, asked))
  const { then, roster, moment } = ground
  const counts = new Map(then.map((card) => [card.key, { card, before: 0, after: 0 }]))
  const effects: (Effect & { id: AccountId })[] = []
  const ids = [...roster.rowOf.keys()]
  for (let at = 0; at < ids.length; at += stride) {
    const some = ids.slice(at, at + stride)
    const held = await heldOf(call, ground, some)
    for (const id of some) {
      const row = roster.rowOf.get(id)
      if (row === undefined) continue
      const value = readerOf(ground, row)
      const [old, card] = [ground.pickNow(value, moment), ground.pickThen(value, moment)]
      if (old && counts.has(old.key)) counts.get(old.key)!.before++
      if (card) counts.get(card.key)!.after++
      effects.push({ id, ...effectOn(ground, { value, old, card, held: held.get(id) }) })
    }
    await others()
  }
  const { move } = asked
  const isAsked = ({ before, after }: Effect) => !move || (before.grade === move.from && after.grade === move.to)
  const changed = effects.filter((one) => one.before.grade !== one.after.grade && isAsked(one)).sort(byWeight)
  const page = changed.slice(asked.skip, asked.skip + asked.limit)
  const names = await call.transaction((tx) => namesOf(tx, call.caller.workspaceId, page))
  return {
    accounts: effects.length,
    moves: movesOf(effects),
    cards: [...counts.values()],
    named: page.flatMap((one) => (names.has(one.id) ? [{ ...one, name: names.get(one.id)! }] : [])),
    total: changed.length,
  }
}

type Read = (key: string) => FactValue
type Ground = {
  catalogue: Catalogue
  moment: Moment
  roster: Roster
  draftKey: string
  pickNow: PickCard<Scorecard>
  then: readonly Scorecard[]
  pickThen: PickCard<Scorecard>
  /** Facts whose last value the cards hold. */
  holding: readonly string[]
  clocks: ReadonlyMap<string, ReturnType<typeof factValue>>
  /** How the facts are spread over all accounts, as publishing would measure it. */
  spreads: AllSpreads
}

/** What accounts count as now, and what was computed of them. */
const standingFacts = ['health.score', 'health.grade', 'health.computed_grade', 'health.overridden_until']

async function readGround(tx: Tx, call: Call, { key, draft }: PreviewAsked): Promise<Ground> {
  const { workspace, workspaceId } = call.caller
  const catalogue = await factCatalogue(tx, workspace)
  const cards = await readCards(tx, workspaceId)
  const then = withDraft(cards, key, draft)
  const read = [...cards, ...then].flatMap((card) => {
    const when = card.when === null ? null : whenOf(card.when, catalogue)
    return [...factsOfCard(card), ...(when ? factsOf(when) : [])]
  })
  const stored = [...standingFacts, ...read].map((fact) => catalogue.get(fact)?.derived?.of ?? fact)
  const columns = [...new Set(stored)].flatMap((fact) => catalogue.get(fact) ?? [])
  const roster = await rosterOf(tx, { database: call.database, workspaceId }, columns)
  const clocks = catalogue.all.filter((fact) => fact.derived).map((fact) => [fact.key, factValue(fact)] as const)
  const known = { catalogue, moment: momentOf(call), roster, clocks: new Map(clocks) }
  const everybody = [...roster.rowOf.values()].map((row) => readerOf(known, row))
  return {
    ...known,
    draftKey: key,
    pickNow: cardPicker<Scorecard>(cards, catalogue),
    then,
    pickThen: cardPicker(then, catalogue),
    holding: [...new Set(then.flatMap(heldFactsOf))],
    spreads: spreadsAmong(peerUses(then), everybody),
  }
}

function readerOf({ roster, clocks, moment }: Pick<Ground, 'roster' | 'clocks' | 'moment'>, row: number): Read {
  const stored = (key: string) => roster.columns.get(key)?.[row] ?? null
  return (key) => {
    const clock = clocks.get(key)
    return clock ? clock(stored, moment) : stored(key)
  }
}

type Account = {
  value: Read
  old: Scorecard | undefined
  card: Scorecard | undefined
  held: ReadonlyMap<string, Held> | undefined
}

function effectOn({ draftKey, moment, spreads }: Ground, { value, old, card, held }: Account): Effect {
  const before = { score: value('health.score') as number | null, grade: value('health.grade') as Grade | null }
  if (!card) return { before, after: { score: null, grade: null } }
  // Who stays under a card that stays as it is keeps the score that it has.
  if (card.key !== draftKey && old?.key === card.key) return { before, after: before }
  const peers = (use: PeerUse) => peersOf(spreads, use, value)
  const readings = { value, held: (fact: string) => held?.get(fact) ?? null, peers }
  const until = value('health.overridden_until') as Day | null
  const override = until !== null && until >= moment.today && before.score !== null ? { score: before.score } : null
  const computed = healthScore(card, readings, moment.today, computedGrade(value))
  return { before, after: countedAs(card.bands, computed, override) }
}

/** Values that are held for accounts which have none now. */
async function heldOf(call: Call, ground: Ground, ids: readonly AccountId[]): Promise<HeldValues> {
  const { holding, roster } = ground
  const without = ids.filter((id) => {
    const value = readerOf(ground, roster.rowOf.get(id) ?? -1)
    return holding.some((fact) => value(fact) === null)
  })
  if (without.length === 0) return new Map()
  return call.transaction((tx) => readHeld(tx, call.caller.workspaceId, without))
}

async function namesOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly { id: AccountId }[],
): Promise<Map<AccountId, string>> {
  const { rows } = await sql<{ id: AccountId; name: string }>`
    select id, name from accounts
    where workspace_id = ${workspaceId} and id = any(${idArray(accounts.map(({ id }) => id))})
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
