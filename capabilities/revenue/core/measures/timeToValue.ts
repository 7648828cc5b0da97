import { type Day, daysBetween } from '#kernel/day.ts'

/** Days from the signature to the first value: of those who had it. Who has not is told apart, never averaged as of today. */
export type TimeToValue = { mean: number | null; median: number | null; reached: number; notReached: number }

export function timeToValue(accounts: readonly { signedOn: Day; valueOn: Day | null }[]): TimeToValue {
  const days = accounts
    .flatMap(({ signedOn, valueOn }) => (valueOn === null ? [] : [daysBetween(signedOn, valueOn)]))
    .sort((a, b) => a - b)
  const [low, high] = [days[Math.floor((days.length - 1) / 2)], days[Math.floor(days.length / 2)]]
  return {
    mean: days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0) / days.length,
    median: low === undefined || high === undefined ? null : (low + high) / 2,
    reached: days.length,
    notReached: accounts.length - days.length,
  }
}
