import { type ReasonKey, reasons } from './reason.ts'

/** An account (or a name that is nobody's) with both figures in minor units; null: it is not in their list. */
export type Compared = { readonly ours: number; readonly theirs: number | null; readonly reason: ReasonKey }

/** What differences come to by reason: ours and all differences together are theirs. */
export type Totals = {
  readonly ours: number
  readonly theirs: number
  readonly reasons: readonly { readonly reason: ReasonKey; readonly accounts: number; readonly difference: number }[]
}

/** Their figure less ours. */
export const differenceOf = ({ ours, theirs }: Pick<Compared, 'ours' | 'theirs'>): number => (theirs ?? 0) - ours

/** Adds a comparison up by reason. */
export function totalsOf(compared: Iterable<Compared>): Totals {
  const sums = new Map<ReasonKey, { accounts: number; difference: number }>()
  let [ours, theirs] = [0, 0]
  for (const one of compared) {
    ours += one.ours
    theirs += one.theirs ?? 0
    const sum = sums.get(one.reason) ?? { accounts: 0, difference: 0 }
    sums.set(one.reason, { accounts: sum.accounts + 1, difference: sum.difference + differenceOf(one) })
  }
  return {
    ours,
    theirs,
    reasons: reasons.flatMap((reason) => (sums.has(reason) ? [{ reason, ...sums.get(reason)! }] : [])),
  }
}
