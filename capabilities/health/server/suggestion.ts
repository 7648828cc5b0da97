import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { lossAfter } from '../core/proof/backTest.ts'
import { type PointsThen, sharesOf, suggestWeights, type WeightReason, withShares } from '../core/proof/weights.ts'
import type { Draft } from '../core/draft.ts'
import type { Scorecard } from '../core/scorecard.ts'
import { type Comparison, compareCards } from './comparison.ts'
import { pastCustomers, storedBehind } from './pastCustomers.ts'
import { type PastOf, readPastGround } from './pastGround.ts'
import { factsReadBy, scorer } from './scorer.ts'

type Asked = PastOf & {
  /** All cards, with the draft in the place of `key`. */
  cards: readonly Scorecard[]
  key: string
  draft: Draft
}

export type Suggestion = {
  missing: number
  found: {
    from: Day
    to: Day
    measures: { now: number; suggested: number; reason: WeightReason }[]
    comparison: Comparison
  } | null
}

/** Weights fitted to the earlier months of the past, set against those of the draft on the later ones. */
export async function suggestFor(asked: Asked): Promise<Suggestion> {
  const { cards, key, draft } = asked
  const { missing, found } = suggestWeights(await pointsThen(asked), asked.horizon)
  if (!found) return { missing, found: null }
  const { from, to, judgedFrom, shares, reasons } = found
  const now = sharesOf(draft)
  const suggested = cards.map((card) => (card.key === key ? { ...withShares(draft, shares), key } : card))
  const comparison = await compareCards({ ...asked, cards: [cards, suggested], from: judgedFrom })
  const measures = now.map((share, at) => ({ now: share, suggested: shares[at]!, reason: reasons[at]! }))
  return { missing, found: { from, to, measures, comparison } }
}

/** The points of the card's measures, of the customers it takes, at every month's end. */
async function pointsThen({ cards, key, ...of }: Asked): Promise<PointsThen[]> {
  const { catalogue, days, losses } = await readPastGround(of, false)
  const past = { events: of.events, workspace: of.workspace, catalogue, days }
  const score = scorer(cards, past)
  const numbers = new Map<AccountId, number>()
  const rows: PointsThen[] = []
  for await (const then of pastCustomers(past, storedBehind(past, factsReadBy(cards, catalogue)).stored))
    score(then).forEach((scored, at) => {
      if (scored?.card.key !== key) return
      const { account } = then.customers[at]!
      if (!numbers.has(account)) numbers.set(account, numbers.size)
      const lost = lossAfter(losses, { account, day: then.day }, of.horizon) !== null
      const points = scored.health.dimensions.flatMap(({ reads }) => reads.map((read) => read.points))
      rows.push({ day: then.day, account: numbers.get(account)!, lost, points })
    })
  return rows
}
