import { type TouchModel, touchModels } from '#capabilities/accounts/core/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { rounded } from './curve.ts'

/** Those at a customer whom we must be in touch with. */
export const touchRoles = ['decision_maker', 'promoter', 'operator'] as const
export type TouchRole = (typeof touchRoles)[number]

/** Whether we are in touch with somebody as often as is right; `nobody_known`: nobody has the role. */
export const touchVerdicts = ['too_little', 'right', 'too_much', 'nobody_known'] as const
export type TouchVerdict = (typeof touchVerdicts)[number]

export const verdictLabels: Record<TouchVerdict, Label> = {
  too_little: { ja: '足りない', en: 'Too little' },
  right: { ja: 'ちょうどよい', en: 'Right' },
  too_much: { ja: '多すぎる', en: 'Too much' },
  nobody_known: { ja: '相手が不明', en: 'Nobody known' },
}

/** A touch at least every so many days, and at most so many within 30 days. */
export type TouchNorm = { everyDays: number; most: number }
export type TouchNorms = Record<TouchModel, Record<TouchRole, TouchNorm>>

/** The norms of customers whose touch model is not known. */
export const usualModel: TouchModel = 'low'

/**
 * What a company begins with. High touch: business reviews with the decision maker each quarter, the promoter monthly, the
 * operator every other week. Low touch: reviews twice a year, monthly talks at work level. Tech touch: people are met once
 * a year, or when something happens. These are the rhythms that guides to coverage models commonly name.
 */
export const readyNorms: TouchNorms = {
  high: {
    decision_maker: { everyDays: 90, most: 4 },
    promoter: { everyDays: 30, most: 8 },
    operator: { everyDays: 14, most: 12 },
  },
  low: {
    decision_maker: { everyDays: 180, most: 2 },
    promoter: { everyDays: 90, most: 4 },
    operator: { everyDays: 30, most: 6 },
  },
  tech: {
    decision_maker: { everyDays: 365, most: 1 },
    promoter: { everyDays: 365, most: 2 },
    operator: { everyDays: 180, most: 4 },
  },
}

/** What is known of our touches with those of a role. */
export type TouchReading = {
  known: boolean
  /** Days since the last touch; null: there was none. */
  days: number | null
  /** Touches within 30 days. */
  count: number
}

/** How much we are in touch with those of a role, against the norm. */
export type RoleTouch = TouchReading & {
  role: TouchRole
  norm: TouchNorm
  verdict: TouchVerdict
  /** 0 to 100; null: nobody has the role. */
  points: number | null
  /** −1: far too little, 1: far too much; between ∓⅓ it is right. null with the points. */
  position: number | null
}

export type Touch = {
  /** The mean of the roles that somebody has, rounded half up; null: nobody is known. */
  score: number | null
  verdict: TouchVerdict
  roles: RoleTouch[]
}

/**
 * How much we are in touch with a customer: too little and too much cost alike, the further from the norm the more. Who was
 * never met counts from the day the customer signed up (`customerFor` days ago; null: long ago).
 */
export function touchOf(
  norms: Record<TouchRole, TouchNorm>,
  read: (role: TouchRole) => TouchReading,
  customerFor: number | null,
): Touch {
  const roles = touchRoles.map((role) => roleTouch(role, norms[role], read(role), customerFor))
  const known = roles.flatMap(({ points }) => points ?? [])
  const [worst] = roles.filter(({ points }) => points !== null).sort((a, b) => a.points! - b.points!)
  const sum = known.reduce((all, points) => all + points, 0)
  return {
    score: known.length === 0 ? null : rounded(sum / known.length),
    verdict: worst?.verdict ?? 'nobody_known',
    roles,
  }
}

function roleTouch(role: TouchRole, norm: TouchNorm, reading: TouchReading, customerFor: number | null): RoleTouch {
  const told = { role, norm, ...reading }
  if (!reading.known) return { ...told, verdict: 'nobody_known', points: null, position: null }
  const { everyDays, most } = norm
  const days = reading.days ?? customerFor ?? Number.POSITIVE_INFINITY
  if (days > everyDays) {
    const kept = everyDays / days
    return { ...told, verdict: 'too_little', points: whole(kept), position: (kept * 2) / 3 - 1 }
  }
  if (reading.count > most) {
    const kept = most / reading.count
    return { ...told, verdict: 'too_much', points: whole(kept), position: 1 - (kept * 2) / 3 }
  }
  return { ...told, verdict: 'right', points: 100, position: (reading.count / most - days / everyDays) / 3 }
}

// What is beyond a norm is never worth all of the points, however little.
const whole = (share: number) => Math.min(99, rounded(share * 100))

/** Whether a customer's touch model has norms of its own; any other has those of `usualModel`. */
export function modelOf(value: unknown): TouchModel {
  return touchModels.find((model) => model === value) ?? usualModel
}
