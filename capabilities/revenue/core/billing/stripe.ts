import type { Day } from '#kernel/day.ts'
import type { Discount, Interval } from '../ledger/line.ts'
import type { Span } from '../versions.ts'
import { contractOf } from './contractOf.ts'
import type { DerivedContract, DerivedLine, DerivedVersion, Unused } from './derived.ts'
import { joined } from './joined.ts'

/** A price within a subscription of Stripe. `amount` is for one; null: it has tiers, or is by use. */
export type StripeItem = {
  readonly id: string
  readonly product: string
  readonly plan: string | null
  readonly currency: string
  readonly amount: number | null
  readonly quantity: number
  readonly interval: Interval
  readonly metered: boolean
}

/** A subscription as one event of Stripe tells it. */
export type StripeState = {
  readonly event: string
  /** When it was so, seconds since 1970; of the same second, a creation comes first and a deletion last. */
  readonly at: number
  readonly order: 0 | 1 | 2
  readonly on: Day
  readonly subscription: string
  readonly status: string
  readonly startOn: Day
  readonly trialEndOn: Day | null
  /** When the customer said they would leave, and when it ends. */
  readonly cancelledOn: Day | null
  readonly endOn: Day | null
  readonly paused: { readonly until: Day | null } | null
  readonly paidUntil: Day | null
  readonly discount: Discount | 'unknown' | null
  readonly discounts: number
  readonly items: readonly StripeItem[]
}

/** What counts: a subscription that waits for its first payment, or was given up, does not (Stripe, MRR). */
const counted = new Set(['active', 'past_due', 'trialing'])

/** States in the order in which they were so, whichever came first; each once. */
export function inTurn(states: readonly StripeState[]): StripeState[] {
  const once = new Map(states.map((state) => [state.event, state]))
  return [...once.values()].sort((a, b) => a.at - b.at || a.order - b.order || (a.event < b.event ? -1 : 1))
}

/** A state and the days on which it held. */
type Held = { state: StripeState; from: Day; until: Day | null }

/** The states of a subscription by the days on which each was the last word; the first one is taken to hold since it began. */
function heldOf(states: readonly StripeState[]): Held[] {
  const ends = states.at(-1)?.endOn ?? null
  return states.flatMap((state, at) => {
    const from = at === 0 && state.startOn < state.on ? state.startOn : state.on
    const next = states[at + 1]?.on ?? null
    const until = ends !== null && (next === null || ends < next) ? ends : next
    return until !== null && until <= from ? [] : [{ state, from, until }]
  })
}

/** What the states of one subscription come to: a line for each price in it, a version for each change. */
export function contractOfStates(states: readonly StripeState[]): {
  contract: DerivedContract | null
  unused: Unused[]
} {
  const turns = inTurn(states)
  const last = turns.at(-1)
  if (!last) return { contract: null, unused: [] }
  const held = heldOf(turns)
  const currency = turns.flatMap((state) => state.items)[0]?.currency ?? ''
  const names = new Set(turns.flatMap((state) => state.items.map((item) => item.id)))
  const lines = [...names].sort().flatMap((id) => lineOf(id, currency, held, last) ?? [])
  return {
    contract: contractOf(last.subscription, currency, last.paidUntil, lines),
    unused: unusedOf(last, currency),
  }
}

function lineOf(id: string, currency: string, held: readonly Held[], last: StripeState): DerivedLine | null {
  const pieces = held.flatMap(({ state, from, until }) => {
    const item = state.items.find((one) => one.id === id)
    if (!item || item.metered || item.amount === null || item.currency !== currency) return []
    return counted.has(state.status) ? [{ item, state, from, until }] : []
  })
  const [first] = pieces
  if (!first) return null
  const versions = joined(pieces.flatMap(({ item, state, from, until }) => versionsOf(item, state, from, until)))
  const stays = last.items.some((item) => item.id === id)
  return {
    key: id,
    product: first.item.product,
    plan: pieces.at(-1)!.item.plan,
    cancelledOn: stays && last.endOn !== null ? last.cancelledOn : null,
    pauses: pausesOf(held),
    refunds: [],
    versions,
  }
}

/** A price while one state holds: on trial until the trial ends, then paid. */
function versionsOf(item: StripeItem, state: StripeState, from: Day, until: Day | null): DerivedVersion[] {
  const price = {
    plan: item.plan,
    quantity: item.quantity,
    amount: item.amount! * item.quantity,
    interval: item.interval,
    discount: discountOf(item, state),
  }
  const { trialEndOn } = state
  const version = (startOn: Day, endOn: Day | null, trial: boolean) => ({ ...price, startOn, endOn, trial })
  if (state.status !== 'trialing' || trialEndOn === null || trialEndOn <= from) return [version(from, until, false)]
  if (until !== null && until <= trialEndOn) return [version(from, until, true)]
  return [version(from, trialEndOn, true), version(trialEndOn, until, false)]
}

/** Percents are off every price of a subscription; an amount is off its dearest, and no more than that. */
function discountOf(item: StripeItem, { discount, items }: StripeState): Discount | null {
  if (discount === null || discount === 'unknown' || 'percent' in discount)
    return discount === 'unknown' ? null : discount
  const worth = (one: StripeItem) => (one.amount ?? 0) * one.quantity
  const dearest = items.toSorted((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : 1))[0]
  const amount = Math.min(discount.amount, worth(item))
  return dearest?.id === item.id && amount > 0 ? { amount, until: discount.until } : null
}

function pausesOf(held: readonly Held[]): Span[] {
  const spans: Span[] = []
  for (const { state, from, until } of held) {
    if (state.paused === null) continue
    const resumes = state.paused.until
    const endOn = resumes !== null && (until === null || resumes < until) ? resumes : until
    const before = spans.at(-1)
    if (before && before.endOn === from) before.endOn = endOn
    else if (endOn === null || endOn > from) spans.push({ startOn: from, endOn })
  }
  return spans
}

/** What of a subscription, as it is now, is in no price. */
function unusedOf(last: StripeState, currency: string): Unused[] {
  const subject = last.subscription
  const found: Unused[] = []
  if (last.items.some((item) => item.metered)) found.push({ subject, rule: 'metered' })
  if (last.items.some((item) => !item.metered && item.amount === null)) found.push({ subject, rule: 'no_unit_amount' })
  if (last.items.some((item) => item.currency !== currency)) found.push({ subject, rule: 'mixed_currency' })
  if (last.discount === 'unknown') found.push({ subject, rule: 'unknown_discount' })
  if (last.discounts > 1) found.push({ subject, rule: 'second_discount' })
  return found
}
