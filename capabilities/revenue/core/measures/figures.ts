import { type Exact, stepsInMinorUnits } from '../fraction.ts'
import { type MovementKind, movementKinds } from '../ledger/movement.ts'
import type { MonthBridge } from './waterfall.ts'

/** MRR at the beginning of a period and what was gained and lost in it; losses are told as positive amounts. */
export type PeriodFigures = {
  readonly opening: number
  readonly new: number
  readonly reactivation: number
  readonly expansion: number
  readonly contraction: number
  readonly churn: number
  /** Up or down with exchange rates. */
  readonly fx: number
}

/** The figures of months that follow one another. Amounts stay exact fractions of a minor unit: they are for rates. */
export function figuresOf(bridges: readonly MonthBridge[]): PeriodFigures {
  const sum = (...kinds: MovementKind[]) =>
    Number(bridges.reduce((all, bridge) => kinds.reduce((one, kind) => one + bridge.kinds[kind].amount, all), 0n))
  return {
    opening: Number(bridges[0]?.opening ?? 0n),
    new: sum('new'),
    reactivation: sum('reactivation'),
    expansion: sum('upsell', 'cross_sell'),
    contraction: -sum('contraction'),
    churn: -sum('churn'),
    fx: sum('fx', 'uncounted'),
  }
}

/** A bridge in whole minor units that add up: what is shown as moved is the difference of what is shown before and after. */
export function inUnits(opening: Exact, kinds: MonthBridge['kinds']): Record<MovementKind, number> {
  const steps = stepsInMinorUnits(
    opening,
    movementKinds.map((kind) => kinds[kind].amount),
  )
  return Object.fromEntries(movementKinds.map((kind, at) => [kind, steps[at]])) as Record<MovementKind, number>
}
