import type { Label } from '#capabilities/facts/core/fact.ts'

export const ctaKinds = ['risk', 'opportunity', 'lifecycle', 'relationship'] as const
export type CtaKind = (typeof ctaKinds)[number]

export const ctaKindLabels: Record<CtaKind, Label> = {
  risk: { ja: 'リスク', en: 'Risk' },
  opportunity: { ja: '機会', en: 'Opportunity' },
  lifecycle: { ja: 'ライフサイクル', en: 'Lifecycle' },
  relationship: { ja: '関係づくり', en: 'Relationship' },
}

export const ctaStatuses = ['open', 'snoozed', 'closed'] as const
export type CtaStatus = (typeof ctaStatuses)[number]

/** What came of a CTA. `not_needed` and `wrong_alarm` count against the rule that raised it. */
export const outcomes = ['helped', 'no_effect', 'not_needed', 'wrong_alarm'] as const
export type Outcome = (typeof outcomes)[number]

export const outcomeLabels: Record<Outcome, Label> = {
  helped: { ja: '効果があった', en: 'Helped' },
  no_effect: { ja: '効果がなかった', en: 'No effect' },
  not_needed: { ja: '対応は不要だった', en: 'Not needed' },
  wrong_alarm: { ja: '誤ったシグナルだった', en: 'Wrong alarm' },
}

export const ctaMoves = ['edit', 'snooze', 'reopen', 'delegate', 'close', 'pin'] as const
export type CtaMove = (typeof ctaMoves)[number]

/** Closed CTAs a rule needs before its precision says anything, and the share below which it is to be looked at, percent. */
const lowFrom = { closed: 10, precision: 50 }

/** Whether so few of a rule's closed CTAs were of use that it costs more attention than it gives. */
export function isLowPrecision({ closed, useful }: { closed: number; useful: number }): boolean {
  return closed >= lowFrom.closed && (100 * useful) / closed < lowFrom.precision
}
