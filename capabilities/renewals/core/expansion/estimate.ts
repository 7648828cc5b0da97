import type { ExpansionRule } from './rule.ts'

/** A first figure to talk about, two digits of it: what follows is a talk, not an invoice. */
export function estimate(
  rule: Pick<ExpansionRule, 'kind' | 'sharePercent'>,
  known: { arr: number | null; usualArr: number | null },
): number | null {
  if (rule.kind === 'cross_sell' && known.usualArr !== null) return twoDigits(known.usualArr)
  return known.arr === null || known.arr <= 0 ? null : twoDigits((known.arr * rule.sharePercent) / 100)
}

function twoDigits(amount: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 1)
  return Math.round(amount / unit) * unit
}
