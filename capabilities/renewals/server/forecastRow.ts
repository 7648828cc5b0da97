import type { Day } from '#kernel/day.ts'
import { type Forecastable, forecastOf } from '../core/forecast.ts'
import type { RenewalRow } from './read.ts'

/** A renewal of the forecast with what it is grouped by. */
export type ForecastRow = Forecastable &
  Pick<RenewalRow, 'id' | 'term_end' | 'currency' | 'owner_id' | 'owner_name' | 'closed_at'> & {
    touch_model: string | null
    role: string | null
    /** false: its currency has no rate, and it is in no sum. */
    summed: boolean
    segments: readonly string[] | null
  }

/** The forecast of a week ago and today's are compared by this: what a renewal adds to the weighted figure. */
export function weightNow(row: ForecastRow): number {
  return forecastOf([row]).weighted
}

/** Whether a day lies in the period that is asked for. */
export const isWithin = (on: Day, { from, until }: { from: string; until: string }) => on >= from && on < until
