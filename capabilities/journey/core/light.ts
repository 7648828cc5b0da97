import { addDays, type Day } from '#kernel/day.ts'

/** Days after which a light success calls for a goal of its own where no product says otherwise: two years. */
const lightAgeDays = 730

/** Days after which the field of a customer on the way to a deep success is looked after where no product says otherwise. */
const watchAfterDays = 180

/** What the success type of a customer's product says; both missing where it has none. */
export type Usual = { readonly decided: string | null; readonly deepDays: number | null }

/**
 * The day from which a light success is old: once a deep one usually takes no longer, counted from the day the last phase
 * was reached. null: that is not reached, or the product brings no deep success that one could aim at.
 */
export function lightOldOn(lastPhaseOn: Day | null, { decided, deepDays }: Usual): Day | null {
  if (lastPhaseOn === null || (decided !== null && deepDays === null)) return null
  return addDays(lastPhaseOn, deepDays ?? lightAgeDays)
}

/** The day from which the field may be tired on the way to a deep success: half of the usual time after it began. */
export function fatigueWatchOn(begunOn: Day | null, { deepDays }: Usual): Day | null {
  return begunOn === null ? null : addDays(begunOn, deepDays === null ? watchAfterDays : Math.round(deepDays / 2))
}

/** In the condition language: a light success that is old, whose customer still aims at no deep one. */
export const lightWithoutDeep = 'account.success_type == "light" && journey.days_since_light_old > 0'

/** For how many days a customer has been at a light success, where that is longer than it should be; null: it is not. */
export function overdueLight(
  successType: string | null,
  { lastPhase, old }: { lastPhase: number | null; old: number | null },
): number | null {
  return successType === 'light' && old !== null && old > 0 ? lastPhase : null
}
