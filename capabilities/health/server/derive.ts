import type { Derivation, Derive, DerivePage, EarlyPage } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import { heldFactsOf } from '../core/scorecard.ts'
import { type HealthScore, healthScore } from '../core/score.ts'
import { dimensionKeys, type Grade } from '../core/words.ts'
import { cardPicker, readCards, type StoredCard } from './cards.ts'
import { earlierScores, type Scores } from './earlier.ts'
import { healthFacts } from './facts.ts'
import { holdLast } from './held.ts'

/** Scores every account by the card it falls under. */
export const healthDerivation: Derivation = { name: 'health', definitions: healthFacts, prepare }

async function prepare(page: EarlyPage): Promise<Derive> {
  const [cards, earlier] = await Promise.all([readCards(page.tx, page.workspace.id), earlierScores(page)])
  return cards.length === 0 ? async () => {} : (derived) => scoreAll(derived, cards, earlier)
}

type Earlier = readonly [week: Scores | null, month: Scores | null]

async function scoreAll(page: DerivePage, cards: readonly StoredCard[], [week, month]: Earlier): Promise<void> {
  const { workspace, accounts, today } = page
  const pick = cardPicker(cards, page.catalogue)
  const held = await holdLast(page, [...new Set(cards.flatMap(heldFactsOf))])
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  for (const account of accounts) {
    const value = (key: string) => page.read(account, key)
    const card = pick(value, moment)
    if (!card) continue
    const readings = { value, held: (fact: string) => held.get(account)?.get(fact) ?? null }
    const before = page.before(account, 'health.grade') as Grade | null
    const now = healthScore(card, readings, today, before)
    setFacts(page, account, now)
    setChange(page, account, 'health.change_7d', now.score, week)
    setChange(page, account, 'health.change_28d', now.score, month)
  }
}

function setFacts(page: DerivePage, account: AccountId, { score, grade, confidence, dimensions }: HealthScore): void {
  page.set(account, 'health.score', score)
  page.set(account, 'health.grade', grade)
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
