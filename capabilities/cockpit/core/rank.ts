import type { CtaKind } from './words.ts'

/** What is known of a CTA for ranking it. Money in minor units. */
export type Ranked = {
  kind: CtaKind
  /** The account's ARR; null where it has no contract. */
  arr: number | null
  /** What the rule states; null: a person made it. */
  rule: { sharePercent: number; chancePercent: number; useful: number; closed: number } | null
  grade: 'healthy' | 'watch' | 'risk' | 'unknown'
  /** Business days until it is due, negative when overdue. */
  businessDays: number
  effortMinutes: number
}

export type Rank = {
  /** Value at stake × chance ÷ 100 × urgency ÷ hours: minor units per hour, whole. */
  value: number
  stake: { amount: number; arr: number; share: number; assumed: boolean }
  chance: { percent: number; prior: number; useful: number; closed: number; gradeFactor: number }
  urgency: { factor: number; businessDays: number }
  effort: { minutes: number }
}

/** Share of the ARR that is at stake where no rule says it, percent. */
export const usualShare = { risk: 100, relationship: 50, lifecycle: 30, opportunity: 20 } satisfies Record<
  CtaKind,
  number
>
/** How often a CTA that a person made matters, percent. */
export const usualChance = 50

/** The record of a rule counts against its stated chance as if that had been seen in so many CTAs. */
const priorWeight = 10

/** A risk is likelier at an account in bad health, an opportunity at one in good health. */
export const gradeFactors = {
  threat: { risk: 1.3, watch: 1.1, healthy: 0.8, unknown: 1 },
  chance: { risk: 0.5, watch: 0.9, healthy: 1.2, unknown: 1 },
}

/** Nothing takes less than this, minutes. */
export const leastEffort = 5
/** No chance is counted higher, percent. */
export const highestChance = 95
export const urgencyOverdue = 2

/** From how many business days on, how urgent: twice when overdue, half beyond two weeks. */
export const urgencies: readonly [from: number, factor: number][] = [
  [11, 0.5],
  [6, 0.8],
  [3, 1],
  [2, 1.3],
  [1, 1.5],
  [0, 1.8],
]

export function urgencyOf(businessDays: number): number {
  return urgencies.find(([from]) => businessDays >= from)?.[1] ?? urgencyOverdue
}

/** A rule's stated chance (percent), drawn to its own record as that grows. */
export function seenChance(prior: number, useful: number, closed: number): number {
  return (prior * priorWeight + 100 * useful) / (priorWeight + closed)
}

/**
 * How much a CTA deserves to be done first: value at stake × chance that it matters × urgency ÷ effort. The chance is the
 * rule's stated one, drawn to its own record (useful of closed) as that grows, and moved by the account's grade; at most
 * 95 %. `standIn` is the ARR taken for an account without one.
 */
export function rankOf(cta: Ranked, standIn: number): Rank {
  const arr = cta.arr ?? standIn
  const share = cta.rule?.sharePercent ?? usualShare[cta.kind]
  const amount = Math.round((arr * share) / 100)
  const prior = cta.rule?.chancePercent ?? usualChance
  const [useful, closed] = [cta.rule?.useful ?? 0, cta.rule?.closed ?? 0]
  const seen = seenChance(prior, useful, closed)
  const gradeFactor = gradeFactors[cta.kind === 'opportunity' ? 'chance' : 'threat'][cta.grade]
  const percent = Math.min(highestChance, Math.round(seen * gradeFactor))
  const factor = urgencyOf(cta.businessDays)
  const minutes = Math.max(leastEffort, cta.effortMinutes)
  return {
    value: Math.round((((amount * percent) / 100) * factor * 60) / minutes),
    stake: { amount, arr, share, assumed: cta.arr === null },
    chance: { percent, prior, useful, closed, gradeFactor },
    urgency: { factor, businessDays: cta.businessDays },
    effort: { minutes },
  }
}
