import type { Day } from '#kernel/day.ts'
import { daysOfWork } from './forecast.ts'
import type { Step } from './schedule.ts'
import { isLeft, isReady } from './standing.ts'
import { type Agreeing, agreeing, type Role, type Standing } from './words.ts'

/** What people stall a start by, the gravest first; each is shown on the plan and is a fact of the customer. */
export const blockers = [
  'operator_without_time',
  'stuck',
  'decision_maker_missing',
  'promoter_is_operator',
  'agreement_late',
] as const
export type Blocker = (typeof blockers)[number]

/** Who has a role in a plan, as far as it matters for whether it can go on. */
export type Part = { role: Role; contactId: string | null; hoursAWeek: number | null; agreedOn: Day | null }

/** Whose agreement a plan lacks. */
export const missingAgreement = (parts: readonly Pick<Part, 'role' | 'agreedOn'>[]): Agreeing[] =>
  agreeing.filter((role) => !parts.some((one) => one.role === role && one.agreedOn !== null))

/** Whether one and the same contact is promoter and operator. */
export function isOneForBoth(parts: readonly Pick<Part, 'role' | 'contactId'>[]): boolean {
  const who = (role: Role) => parts.find((one) => one.role === role)?.contactId ?? null
  return who('promoter') !== null && who('promoter') === who('operator')
}

/**
 * Whether a role has too little time for what waits for it now: no hours at all, or so few a week that its steps that can
 * be done, one after the other, fill more business days than the longest of them may take. null: nobody said how many
 * hours there are, or nothing is left for the role to do.
 */
export function lacksTime(role: Role, hoursAWeek: number | null, steps: readonly Step[]): boolean | null {
  const left = steps.filter((step) => step.role === role && isLeft(step))
  if (hoursAWeek === null || left.length === 0) return null
  if (hoursAWeek === 0) return true
  const byId = new Map(steps.map((step) => [step.id, step]))
  const waiting = left.filter((step) => isReady(step, byId))
  const needed = waiting.reduce((sum, { effortHours }) => sum + effortHours, 0)
  return daysOfWork(needed, hoursAWeek) > Math.max(0, ...waiting.map(({ days }) => days))
}

export type Standings = {
  parts: readonly Part[]
  steps: readonly Step[]
  standing: Standing
  kickOffOn: Day
  today: Day
}

/** What stands in the way of a running plan, of its people first of all. Agreement is missed from the day after the kick-off on. */
export function blockersOf({ parts, steps, standing, kickOffOn, today }: Standings): Blocker[] {
  const part = (role: Role) => parts.find((one) => one.role === role)
  const is: Record<Blocker, boolean> = {
    operator_without_time: lacksTime('operator', part('operator')?.hoursAWeek ?? null, steps) === true,
    stuck: standing === 'stuck',
    decision_maker_missing: (part('decision_maker')?.contactId ?? null) === null,
    promoter_is_operator: isOneForBoth(parts),
    agreement_late: kickOffOn < today && missingAgreement(parts).length > 0,
  }
  return blockers.filter((one) => is[one])
}
