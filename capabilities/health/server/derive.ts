import type { Derivation, Derive, DerivePage, EarlyPage, TurnStart } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { type AllSpreads, peersOf, type PeerUse, peerUses } from '../core/peers.ts'
import { countedAs, type Override } from '../core/override.ts'
import { heldFactsOf } from '../core/scorecard.ts'
import { type HealthScore, healthScore } from '../core/score.ts'
import { dimensionKeys } from '../core/words.ts'
import { cardPicker, readCards, type StoredCard } from './cards.ts'
import { computedGrade } from './computed.ts'
import { earlierScores, type Scores } from './earlier.ts'
import { healthFacts } from './facts.ts'
import { holdLast } from './held.ts'
import { readHolding } from './overrideRead.ts'
import { measureSpreadsOf, readSpreads } from './spreads.ts'

/** Scores every account by the card it falls under. */
export const healthDerivation: Derivation = { name: 'health', definitions: healthFacts, beforeAll, prepare }

async function prepare(page: EarlyPage): Promise<Derive> {
  const [cards, overrides, earlier] = await Promise.all([
    readCards(page.tx, page.workspace.id),
    readHolding(page),
    earlierScores(page),
  ])
  const spreads = await readSpreads(page.tx, page.workspace.id, peerUses(cards), page.today)
  return cards.length === 0 ? async () => {} : (derived) => scoreAll(derived, { cards, overrides, earlier, spreads })
}

/** Before all accounts are computed: with whom each is compared is measured once for all of them. */
async function beforeAll(turn: TurnStart): Promise<void> {
  await measureSpreadsOf(turn, await readCards(turn.tx, turn.workspace.id))
}

type Ground = {
  cards: readonly StoredCard[]
  overrides: ReadonlyMap<AccountId, Override>
  earlier: readonly [week: Scores | null, month: Scores | null]
  spreads: AllSpreads
}

async function scoreAll(page: DerivePage, { cards, overrides, earlier, spreads }: Ground): Promise<void> {
  const [week, month] = earlier
  const { workspace, accounts, today } = page
  const pick = cardPicker(cards, page.catalogue)
  const held = await holdLast(page, [...new Set(cards.flatMap(heldFactsOf))])
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  for (const account of accounts) {
    const value = (key: string) => page.read(account, key)
    const card = pick(value, moment)
    if (!card) continue
    const readings = {
      value,
      held: (fact: string) => held.get(account)?.get(fact) ?? null,
      peers: (use: PeerUse) => peersOf(spreads, use, value),
    }
    const before = computedGrade((key) => page.before(account, key))
    const computed = healthScore(card, readings, today, before)
    const override = overrides.get(account) ?? null
    const counted = countedAs(card.bands, computed, override)
    page.set(account, 'health.score', counted.score)
    page.set(account, 'health.grade', counted.grade)
    page.set(account, 'health.overridden_until', override?.until ?? null)
    setComputed(page, account, computed)
    setChange(page, account, 'health.change_7d', counted.score, week)
    setChange(page, account, 'health.change_28d', counted.score, month)
  }
}

function setComputed(
  page: DerivePage,
  account: AccountId,
  { score, grade, confidence, dimensions }: HealthScore,
): void {
  page.set(account, 'health.computed_score', score)
  page.set(account, 'health.computed_grade', grade)
  page.set(account, 'health.confidence', confidence)
  for (const key of dimensionKeys) {
    const dimension = dimensions.find((one) => one.dimension.key === key)
    page.set(account, `health.${key}`, score === null ? null : (dimension?.score ?? null))
  }
}

/** A change against an earlier day; while the history is away it stays as it was. */
function setChange(page: DerivePage, account: AccountId, key: string, now: number | null, then: Scores | null): void {
  const before = then?.get(account) ?? null
  const difference = now === null || before === null ? null : now - before
  page.set(account, key, then ? difference : page.before(account, key))
}
