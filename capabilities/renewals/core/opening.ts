/** When renewals are opened: so many days before the end of a term, for some segments other than for all. */
export type Opening = { daysBefore: number; bySegment: readonly { segment: string; daysBefore: number }[] }

/** The days for a customer: those of the first listed segment that it is in, else those for all. */
export function daysFor({ daysBefore, bySegment }: Opening, segments: readonly string[]): number {
  return bySegment.find(({ segment }) => segments.includes(segment))?.daysBefore ?? daysBefore
}

/** The most days before which any renewal is opened. */
export function mostDays({ daysBefore, bySegment }: Opening): number {
  return Math.max(daysBefore, ...bySegment.map((one) => one.daysBefore))
}
