import { type Exact, inMinorUnits } from '../fraction.ts'
import { accountLedger, type LedgerView } from '../ledger/ledger.ts'
import type { AccountLines } from '../ledger/line.ts'
import { type MovementKind, movementKinds } from '../ledger/movement.ts'

/** What one kind of movement adds up to, minor units, before and after two products become one. */
export type MergedKind = { readonly kind: MovementKind; readonly before: number; readonly after: number }

/**
 * What becomes of the movements of accounts when one product is called like another: MRR stays what it is, but a change from
 * the one to the other is none any more, and what was a cross-sell may be an upsell. Only kinds that differ.
 */
export function mergeEffect(
  accounts: readonly AccountLines[],
  { product, into }: { product: string; into: string },
  view: LedgerView,
): { accounts: number; kinds: MergedKind[] } {
  const sums = new Map<MovementKind, { before: Exact; after: Exact }>(
    movementKinds.map((kind) => [kind, { before: 0n, after: 0n }]),
  )
  let touched = 0
  for (const { account, lines } of accounts) {
    const merged = lines.map((line) => (line.product === product ? { ...line, product: into } : line))
    const [before, after] = [byKind({ account, lines }, view), byKind({ account, lines: merged }, view)]
    let isTouched = false
    for (const [kind, sum] of sums) {
      const [was, is] = [before.get(kind) ?? 0n, after.get(kind) ?? 0n]
      sum.before += was
      sum.after += is
      isTouched ||= was !== is
    }
    touched += Number(isTouched)
  }
  const kinds = [...sums]
    .filter(([, { before, after }]) => before !== after)
    .map(([kind, { before, after }]) => ({ kind, before: inMinorUnits(before), after: inMinorUnits(after) }))
  return { accounts: touched, kinds }
}

function byKind(lines: AccountLines, view: LedgerView): Map<MovementKind, Exact> {
  const sums = new Map<MovementKind, Exact>()
  for (const { kind, amount } of accountLedger(lines, view).movements) sums.set(kind, (sums.get(kind) ?? 0n) + amount)
  return sums
}
