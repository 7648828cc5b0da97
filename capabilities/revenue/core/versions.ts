import type { Day } from '#kernel/day.ts'

/** The span in which a version of a line holds: from `startOn` to the day before `endOn`; null: until further notice. */
export type Span = { startOn: Day; endOn: Day | null }

/** Versions by the day they begin. */
export const inOrder = <Version extends Span>(versions: readonly Version[]): Version[] =>
  versions.toSorted((a, b) => (a.startOn < b.startOn ? -1 : 1))

/** The rule that the versions of one line break, or null: an end not after its start, or two that hold on the same day. */
export function versionsRule(versions: readonly Span[]): 'end_not_after_start' | 'versions_overlap' | null {
  if (versions.some(({ startOn, endOn }) => endOn !== null && endOn <= startOn)) return 'end_not_after_start'
  const ordered = inOrder(versions)
  const overlap = ordered.some((version, at) => {
    const next = ordered[at + 1]
    return next !== undefined && (version.endOn === null || version.endOn > next.startOn)
  })
  return overlap ? 'versions_overlap' : null
}

/**
 * The versions of a line after a change from a day on: the version that holds on that day ends, the new one takes its
 * place until where that one would have ended (before the next one, in a gap; until further notice, after the last).
 * null where a version begins on that very day: it is a change already made, to be taken back first.
 */
export function changeFrom<Version extends Span>(versions: readonly Version[], added: Version): Version[] | null {
  if (versions.some((version) => version.startOn === added.startOn)) return null
  const ordered = inOrder(versions)
  const holding = ordered.find((v) => v.startOn < added.startOn && (v.endOn === null || v.endOn > added.startOn))
  const next = ordered.find((version) => version.startOn > added.startOn)
  const endOn = holding ? holding.endOn : (next?.startOn ?? null)
  return inOrder([
    ...ordered.map((version) => (version === holding ? { ...version, endOn: added.startOn } : version)),
    { ...added, endOn },
  ])
}

/** The versions of a line with one change taken back: the version before it holds again until where it ended. */
export function withoutVersion<Version extends Span>(versions: readonly Version[], removed: Version): Version[] {
  return inOrder(versions)
    .filter((version) => version !== removed)
    .map((version) => (version.endOn === removed.startOn ? { ...version, endOn: removed.endOn } : version))
}

/**
 * The versions of a line that ends on a day (the first on which it no longer counts; null: no end): the one that holds
 * then is cut, or the last one is prolonged. null where a version begins on or after that day.
 */
export function endLine<Version extends Span>(versions: readonly Version[], on: Day | null): Version[] | null {
  const ordered = inOrder(versions)
  const last = ordered.at(-1)
  if (!last || (on !== null && last.startOn >= on)) return null
  return [...ordered.slice(0, -1), { ...last, endOn: on }]
}
