import { type MovementKind, movementKinds } from '#capabilities/revenue/core/ledger/movement.ts'

/** The colour of each kind of movement, the same wherever it is drawn. */
const colors: Record<MovementKind, string> = {
  new: 'var(--chart-1)',
  reactivation: 'var(--chart-3)',
  upsell: 'var(--chart-5)',
  cross_sell: 'var(--chart-4)',
  contraction: 'var(--chart-2)',
  churn: 'var(--risk)',
  fx: 'var(--chart-6)',
  uncounted: 'var(--line-strong)',
}

/** The kinds with their names and colours. Exchange rates are there where they moved anything alone. */
export function kindsOf(name: (kind: MovementKind) => string, moves: (kind: MovementKind) => boolean) {
  return movementKinds
    .filter((kind) => (kind !== 'fx' && kind !== 'uncounted') || moves(kind))
    .map((kind) => ({ key: kind, name: name(kind), color: colors[kind] }))
}
