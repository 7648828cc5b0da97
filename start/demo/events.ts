import { addDays, type Day, daysBetween, weekday } from '#kernel/day.ts'
import { arcWeek, seasonFactor } from './arc.ts'
import { seatsOn } from './contract.ts'
import type { Customer } from './customer.ts'
import type { Random } from './random.ts'

/** What the demo product's users do, and how often in comparison; the first is what the product is bought for. */
export const features = [
  ['inspection_recorded', 40],
  ['report_submitted', 22],
  ['photo_attached', 14],
  ['report_approved', 8],
  ['action_closed', 6],
  ['dashboard_viewed', 5],
  ['schedule_planned', 4],
  ['asset_registered', 3],
  ['form_created', 2],
  ['report_exported', 3],
  ['comment_posted', 4],
  ['integration_synced', 1],
] as const

export type UsageRow = { day: Day; user: string; event: string; quantity: number; hour: number }

/** How far back use is told day by day; before that a week's use of a person stands on one of its days. */
const dailyWeeks = 10

/** The key under which the n-th user of a customer is seen in events: people known by name first. */
export function userKey(customer: Customer, index: number): string {
  return customer.people[index]?.email ?? `user${index + 1}@${customer.domain}`
}

function knownFeatures(customer: Customer, week: number, into: number): number {
  const learned = customer.arc === 'slow_start' ? 2 + week / 14 : 3 + week / 5
  const wanted = customer.arc === 'growing' ? features.length : customer.arc === 'fading' && into > 0 ? 3 : 8
  return Math.max(2, Math.min(features.length, Math.floor(learned), wanted))
}

/** The use of one customer from its start to the day before `until`, week by week. */
export function* usageOf(customer: Customer, random: Random, until: Day): Generator<UsageRow> {
  const end = customer.contract.churn?.on ?? until
  const last = end < until ? end : until
  const lifeWeeks = Math.ceil(daysBetween(customer.signedUpOn, last) / 7)
  for (let week = 1; week < lifeWeeks; week++) {
    const start = addDays(customer.signedUpOn, week * 7)
    const level = arcWeek(customer.arc, week, customer.turnWeek, customer.recovers)
    const season =
      customer.arc === 'seasonal'
        ? seasonFactor(customer.season, Number(start.slice(5, 7))) ** 2
        : seasonFactor(customer.season, Number(start.slice(5, 7)))
    const seats = seatsOn(customer.contract, start)
    const active = Math.min(seats, Math.round(seats * level.use * season * random.around(1, 0.05)))
    const fine = daysBetween(start, until) <= dailyWeeks * 7
    const known = knownFeatures(customer, week, week - customer.turnWeek)
    for (let user = 0; user < active; user++) {
      const days = fine ? Math.max(1, Math.min(5, Math.round(random.around(2.1 * level.use + 0.9, 1)))) : 1
      const first = random.whole(0, 4)
      for (let n = 0; n < days; n++) {
        const day = addDays(start, (first + n) % 7)
        if (day >= last || (weekday(day) > 5 && random.chance(0.85))) continue
        const rows = random.chance(0.3) ? 2 : 1
        for (let r = 0; r < rows; r++) {
          const [event, weight] = random.weighed(features.slice(0, known).map((f) => [f, f[1]] as const))
          yield {
            day,
            user: userKey(customer, user),
            event,
            quantity: random.whole(1, weight > 10 ? 8 : 3) * (fine ? 1 : 3),
            hour: random.whole(8, 18),
          }
        }
      }
    }
  }
}
