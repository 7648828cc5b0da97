/** What one person did in some weeks. */
export type PersonUse = {
  /** Features used on at least three days. */
  readonly mastered: number
  /** Days and weeks with use. */
  readonly days: number
  readonly weeks: number
  /** Days since the last use. */
  readonly seenAgo: number
}

/** Days on which a feature must have been used to count as mastered: more than a try, less than a habit. */
export const masteredDays = 3

/**
 * How well somebody knows the product, 1 to 5: by the share of the features in use at all (`offered`) that they mastered.
 * 1 has mastered none; 3 a quarter; 4 half; 5 three quarters.
 */
export function proficiency(mastered: number, offered: number): 1 | 2 | 3 | 4 | 5 {
  if (mastered === 0 || offered === 0) return 1
  const share = mastered / offered
  if (share >= 0.75) return 5
  if (share >= 0.5) return 4
  return share >= 0.25 ? 3 : 2
}

const candidatesAtMost = 3
const recently = 14 // days

/**
 * Who might be a champion: people who come in at least three weeks of four, were there in the last 14 days and know more
 * than the first steps (level 3); of these the three with the most days, as marks in the order given.
 */
export function championCandidates(people: readonly PersonUse[], given: { weeks: number; offered: number }): boolean[] {
  const able = people.filter(
    (one) =>
      one.weeks >= given.weeks * 0.75 && one.seenAgo <= recently && proficiency(one.mastered, given.offered) >= 3,
  )
  const best = new Set(able.toSorted((a, b) => b.days - a.days || b.mastered - a.mastered).slice(0, candidatesAtMost))
  return people.map((one) => best.has(one))
}
