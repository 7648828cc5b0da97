import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { kaplanMeier, keptBeyond, medianTenure } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { type Day, daysBetween } from '#kernel/day.ts'
import { cox } from '../survival/cox.ts'
import { logRank } from '../survival/logRank.ts'

/** A customer from its first contract on: until it was lost, or until today. */
export type Life = {
  readonly startOn: Day
  readonly lostOn: Day | null
  /** What it is compared by. */
  readonly value: FactValue
  readonly score: number | null
}

/** Customers alike in what they are compared by. Ranges of numbers hold both ends; null: open. */
export type Alike =
  | { readonly is: 'choice'; readonly choice: string }
  | { readonly is: 'range'; readonly from: number | null; readonly to: number | null }
  | { readonly is: 'year'; readonly year: number }
  | { readonly is: 'later' }
  | { readonly is: 'others' }
  | { readonly is: 'unknown' }

export type StudiedGroup = {
  readonly alike: Alike
  readonly customers: number
  readonly lost: number
  /** The share kept after each month from the first day counted, month 0 first; null where nobody was seen that long. */
  readonly kept: readonly (number | null)[]
  /** Months after which half were lost; null: not half of them were yet. */
  readonly halfLostAfter: number | null
  /** How many times as fast they are lost as the first group, with the 95 % interval (Cox); null for the first, or without losses. */
  readonly pace: { readonly times: number; readonly low: number; readonly high: number } | null
  /** Mean score of those who are still there and have one. */
  readonly score: number | null
}

export type Study = {
  readonly groups: readonly StudiedGroup[]
  readonly lost: number
  /** How often chance alone parts groups as much (log-rank); null with too few losses, or one group. */
  readonly chance: number | null
  /** Days from the start at which counting begins: what is compared takes so long to be known. 0: from the start. */
  readonly landmark: number
}

/** Days at which a fact that takes time to become known is looked at, and the borders it is parted by. */
type Landmark = { readonly days: number; readonly upTo: readonly number[] }

const landmarks: Readonly<Record<string, Landmark>> = {
  'onboarding.days': { days: 90, upTo: [30, 60, 90] },
  'metric.days_to_first_value': { days: 90, upTo: [7, 30, 90] },
}

/** Facts by which customers may be compared: settled at the start, or looked at a while after it; never what losing them changes. */
export function isStudied(fact: FactDefinition): boolean {
  if (fact.key in landmarks || early.has(fact.key)) return true
  return fact.key.startsWith('field.') && (fact.type === 'choice' || fact.type === 'number')
}

const early = new Set([
  'account.industry',
  'account.employees',
  'account.region',
  'account.country',
  'account.touch_model',
  'account.success_type',
  'account.adopter_category',
  'account.usage_pattern',
  'contract.plan',
  'contract.started_on',
])

const [mostGroups, leastLosses, mostMonths] = [5, 10, 36]
const month = 30.4375 // days, on average

/**
 * How long customers stay, by a fact: who completed something in time against who did not, cohort against cohort.
 * Where the fact takes time to be known, only customers still there at that landmark are compared, and counted from it
 * (Anderson, Cain & Gelber 1983): otherwise whoever stayed long would look as if finishing had kept them.
 */
export function study(lives: readonly Life[], fact: FactDefinition, today: Day): Study {
  const landmark = landmarks[fact.key]
  const from = landmark?.days ?? 0
  const seen = lives.flatMap((life) => {
    const time = daysBetween(life.startOn, life.lostOn ?? today) - from
    return time >= 0 && (from === 0 || time > 0) ? [{ ...life, time, lost: life.lostOn !== null }] : []
  })
  const parted = part(seen, fact, landmark).filter(({ members }) => members.length > 0)
  const lost = seen.filter((one) => one.lost).length
  const enough = lost >= leastLosses && parted.length > 1
  const paces = enough ? pacesOf(parted.map(({ members }) => members)) : []
  return {
    groups: parted.map(({ alike, members }, at) => {
      const steps = kaplanMeier(members)
      const longest = members.reduce((most, { time }) => Math.max(most, time), 0)
      const there = members.flatMap((one) => (one.lost || one.score === null ? [] : [one.score]))
      const half = medianTenure(steps).time
      return {
        alike,
        customers: members.length,
        lost: members.filter((one) => one.lost).length,
        kept: Array.from({ length: mostMonths + 1 }, (_, after) =>
          after * month <= longest ? keptBeyond(steps, after * month) : null,
        ),
        halfLostAfter: half === null ? null : half / month,
        pace: at === 0 ? null : (paces[at - 1] ?? null),
        score: there.length === 0 ? null : there.reduce((sum, one) => sum + one, 0) / there.length,
      }
    }),
    lost,
    chance: enough ? logRank(parted.map(({ members }) => members)).p : null,
    landmark: from,
  }
}

type Seen = Life & { readonly time: number; readonly lost: boolean }
type Part = { alike: Alike; members: Seen[] }

function part(seen: readonly Seen[], fact: FactDefinition, landmark: Landmark | undefined): Part[] {
  if (landmark) return partByLandmark(seen, landmark)
  if (fact.type === 'date') {
    const years = [...Map.groupBy(seen, ({ value }) => (value === null ? null : Number(String(value).slice(0, 4))))]
    const known = years.flatMap(([year, members]): Part[] =>
      year === null ? [] : [{ alike: { is: 'year', year }, members }],
    )
    return known
      .sort((a, b) => (a.alike as { year: number }).year - (b.alike as { year: number }).year)
      .slice(-mostGroups)
  }
  return fact.type === 'number' ? partByThirds(seen) : partByChoice(seen)
}

function partByLandmark(seen: readonly Seen[], { upTo }: Landmark): Part[] {
  const parts = upTo.map(
    (to, at): Part => ({ alike: { is: 'range', from: at === 0 ? null : upTo[at - 1]! + 1, to }, members: [] }),
  )
  const later: Part = { alike: { is: 'later' }, members: [] }
  for (const one of seen) {
    const at = one.value === null ? -1 : upTo.findIndex((to) => Number(one.value) <= to)
    ;(parts[at] ?? later).members.push(one)
  }
  return [...parts, later]
}

function partByChoice(seen: readonly Seen[]): Part[] {
  const kinds = [
    ...Map.groupBy(
      seen.filter(({ value }) => value !== null),
      ({ value }) => String(value),
    ),
  ]
  kinds.sort(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1))
  const named = kinds
    .slice(0, mostGroups - 1)
    .map(([choice, members]): Part => ({ alike: { is: 'choice', choice }, members }))
  const others: Part = {
    alike: { is: 'others' },
    members: kinds.slice(mostGroups - 1).flatMap(([, members]) => members),
  }
  const unknown: Part = { alike: { is: 'unknown' }, members: seen.filter(({ value }) => value === null) }
  return [...named, others, unknown]
}

function partByThirds(seen: readonly Seen[]): Part[] {
  const numbers = seen.flatMap(({ value }) => (value === null ? [] : [Number(value)])).sort((a, b) => a - b)
  const borders = [...new Set([1, 2].map((third) => numbers[Math.floor((third * numbers.length) / 3)]!))]
  const parts = [...borders.keys(), borders.length].map((at): Part => {
    const [low, high] = [borders[at - 1] ?? null, borders[at] ?? null]
    return { alike: { is: 'range', from: low, to: high }, members: [] }
  })
  const unknown: Part = { alike: { is: 'unknown' }, members: [] }
  for (const one of seen) {
    const at = borders.findIndex((border) => Number(one.value) < border)
    ;(one.value === null ? unknown : parts[at < 0 ? borders.length : at]!).members.push(one)
  }
  return [...parts, unknown]
}

/** How many times as fast each group but the first is lost. */
function pacesOf(groups: readonly (readonly Seen[])[]): StudiedGroup['pace'][] {
  const withLosses = groups.map((members, at) => at > 0 && members.some(({ lost }) => lost))
  if (!groups[0]!.some(({ lost }) => lost)) return groups.slice(1).map(() => null)
  const places = groups.flatMap((_, at) => (withLosses[at] ? [at] : []))
  const compared = groups.filter((_, at) => at === 0 || withLosses[at])
  const subjects = compared.flatMap((members, nth) =>
    members.map(({ time, lost }) => ({ time, lost, values: places.map((_, at) => (nth === at + 1 ? 1 : 0)) })),
  )
  const { effects, settled } = cox(subjects)
  return groups.slice(1).map((_, at) => {
    const effect = effects[places.indexOf(at + 1)]
    if (!effect || !settled) return null
    const bound = (z: number) => Math.exp(effect.coefficient + z * effect.error)
    return { times: bound(0), low: bound(-1.959963984540054), high: bound(1.959963984540054) }
  })
}
