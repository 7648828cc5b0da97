/** Days after which a light success calls for a goal of its own: two years from the day the last phase was reached. */
export const lightAgeDays = 730

/** In the condition language: a light success older than that, whose customer still aims at no deep one. */
export const lightWithoutDeep = `account.success_type == "light" && journey.days_since_last_phase > ${lightAgeDays}`

/** For how many days a customer has been at a light success, where that is longer than it should be; null: it is not. */
export function overdueLight(successType: string | null, daysSinceLastPhase: number | null): number | null {
  if (successType !== 'light' || daysSinceLastPhase === null) return null
  return daysSinceLastPhase > lightAgeDays ? daysSinceLastPhase : null
}
