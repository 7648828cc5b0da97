import type { Share } from './revenueRates.ts'

/** Contracts of a period that came up for renewal: how many and for what, and what became of them. */
export type RenewalFigures = {
  readonly due: number
  readonly amountDue: number
  readonly renewed: number
  /** What renewed at less, and what did not renew: lost amounts. */
  readonly amountDown: number
  readonly amountLost: number
}

/** The renewal rate by count, and by amount without what was sold on top (WinsAbove, Renewal Rate). */
export function renewalRates({ due, amountDue, renewed, amountDown, amountLost }: RenewalFigures): {
  byCount: Share
  byAmount: Share
} {
  return {
    byCount: due > 0 ? renewed / due : null,
    byAmount: amountDue > 0 ? (amountDue - amountDown - amountLost) / amountDue : null,
  }
}
