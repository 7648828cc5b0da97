/** From `from` (ms since 1970 UTC) on a user belongs to a group, until the next tie. */
export type Tie = { from: number; group: string }

/**
 * The ties of a user (sorted by time) with one more that has become known, in whatever order they arrive. A tie that
 * repeats the group of the one before says nothing new; one that comes just before the same group begins it earlier.
 * Returns the same array where nothing changes.
 */
export function withTie(ties: readonly Tie[], tie: Tie): readonly Tie[] {
  const at = ties.findLastIndex((one) => one.from <= tie.from)
  if (ties[at]?.group === tie.group) return ties
  if (ties[at]?.from === tie.from) {
    // Two groups at the same moment: the one that sorts last, so that the order of arrival makes no difference.
    if (ties[at].group > tie.group) return ties
    return tidy([...ties.slice(0, at), tie, ...ties.slice(at + 1)])
  }
  return tidy([...ties.slice(0, at + 1), tie, ...ties.slice(at + 1)])
}

/** Without ties that repeat the one before. */
function tidy(ties: readonly Tie[]): readonly Tie[] {
  return ties.filter((tie, i) => tie.group !== ties[i - 1]?.group)
}

/** The group a user belonged to at a moment: the last tie at or before it, else the first one, once it is known. */
export function groupAt(ties: readonly Tie[], at: number): string | null {
  return (ties.findLast((tie) => tie.from <= at) ?? ties[0])?.group ?? null
}
