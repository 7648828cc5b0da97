import { mayMoveStep, type StepRefusal } from './moves.ts'
import type { StepState } from './schedule.ts'
import type { Closer, Evidence, PlanStatus, Role, theirRoles } from './words.ts'

/** The part in a plan that a customer's own person has. */
export type GuestRole = (typeof theirRoles)[number]

/** What each part is shown and may do: an operator their next steps, a promoter the whole, a decision maker the outcome. */
export type View = {
  /** All steps with whoever has them, or one's own alone. */
  steps: 'all' | 'own'
  /** Who takes part on the customer's side, and who has agreed. */
  people: boolean
  /** May ask a colleague in. */
  invites: boolean
  /** Is asked to agree to the plan. */
  agrees: boolean
  /** What stands first on the page. */
  first: 'steps' | 'goals'
}

export const views: Record<GuestRole, View> = {
  decision_maker: { steps: 'own', people: true, invites: true, agrees: true, first: 'goals' },
  promoter: { steps: 'all', people: true, invites: true, agrees: true, first: 'steps' },
  operator: { steps: 'own', people: false, invites: false, agrees: true, first: 'steps' },
  user: { steps: 'own', people: false, invites: false, agrees: false, first: 'steps' },
}

export type GuestRefusal = StepRefusal | 'not_yours' | 'closes_otherwise'

type Asked = { role: Role; evidence: Evidence; status: StepState['is']; closedHow: Closer | null }

/**
 * Why a guest may not say that a step is done, or take that back; null where they may. They speak of their own steps that
 * stand on their word, and take back what one of them said.
 */
export function mayGuestSay(
  to: 'done' | 'open',
  { role, evidence, status, closedHow }: Asked,
  guest: GuestRole,
  plan: PlanStatus,
): GuestRefusal | null {
  if (role !== guest) return 'not_yours'
  if (evidence !== 'customer' || (to === 'open' && closedHow !== null && closedHow !== 'customer'))
    return 'closes_otherwise'
  return mayMoveStep(status, to, plan)
}

/** What may be uploaded: what offices write and photograph. Endings in lower case, without the dot. */
export const fileEndings = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'doc',
  'xls',
  'ppt',
  'csv',
  'txt',
  'md',
  'png',
  'jpg',
  'jpeg',
  'webp',
  'heic',
] as const
/** The largest file that is taken, in bytes, and the most that a plan holds. */
export const fileLimit = 20 * 1024 * 1024
export const mostFiles = 200

/** Whether a file of this name is taken. */
export function isFileTaken(name: string): boolean {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return name.includes('.') && (fileEndings as readonly string[]).includes(ending)
}

/** Visits within so many minutes of the last look are one. */
export const visitMinutes = 30
