import type { Day } from '#kernel/day.ts'
import { type Month, monthOf } from '../calendar/month.ts'
import { type Exact, fraction } from '../fraction.ts'
import type { MovementKind } from '../ledger/movement.ts'
import { grossChurnByDay, type Share } from './revenueRates.ts'
import type { PeriodFigures } from './figures.ts'

/** What one kind of movement came to on a day. */
export type MovedDay = { readonly on: Day; readonly kind: MovementKind; readonly amount: Exact }

/**
 * The gross churn of each month, taken day by day and added up: what was lost on a day, of what there was before it. `moved`
 * is everything since the first movement; a month in which nothing was lost has 0, one without anything to lose none.
 */
export function dailyChurn(moved: readonly MovedDay[], months: readonly Month[]): Map<Month, Share> {
  const byMonth = Map.groupBy(
    Map.groupBy(moved, ({ on }) => on),
    ([on]) => monthOf(on),
  )
  let opening = 0n
  const rates = new Map<Month, Share>()
  for (const month of [...new Set([...byMonth.keys(), ...months])].sort()) {
    const days = [figures(opening, [])]
    for (const [, own] of (byMonth.get(month) ?? []).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      days.push(figures(opening, own))
      opening += own.reduce((sum, { amount }) => sum + amount, 0n)
    }
    rates.set(month, grossChurnByDay(days))
  }
  return rates
}

function figures(opening: Exact, moved: readonly MovedDay[]): PeriodFigures {
  const lost = (kind: MovementKind) =>
    -Number(moved.reduce((sum, one) => (one.kind === kind ? sum + one.amount : sum), 0n)) / Number(fraction)
  const [contraction, churn] = [lost('contraction'), lost('churn')]
  return {
    opening: Number(opening) / Number(fraction),
    new: 0,
    reactivation: 0,
    expansion: 0,
    contraction,
    churn,
    fx: 0,
  }
}
