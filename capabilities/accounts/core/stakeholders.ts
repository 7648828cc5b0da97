import type { Day } from '#kernel/day.ts'
import type { StakeholderRole } from './words.ts'

/** What can be missing among the people at an account. */
export const gapKinds = [
  'no_decision_maker',
  'no_promoter',
  'no_operator',
  'promoter_is_operator',
  'champion_left',
  'one_person',
] as const
export type GapKind = (typeof gapKinds)[number]

/** A contact, as far as gaps care. */
export type Stakeholder = { id: string; roles: readonly StakeholderRole[]; leftOn: Day | null }

/** Somebody who is missing, and the contacts it is told from (the champion who left, the one who carries two roles). */
export type Gap = { kind: GapKind; contactIds: string[] }

/** Whether a contact still works at the account on a day; `leftOn` is the first day they no longer do. */
export function isPresent(contact: Stakeholder, on: Day): boolean {
  return contact.leftOn === null || contact.leftOn > on
}

const withRole = (contacts: readonly Stakeholder[], role: StakeholderRole) =>
  contacts.filter((contact) => contact.roles.includes(role))

/**
 * Whether one and the same person pushes the product forward and operates it, with nobody beside them: a known cause of
 * onboardings that stall, since one working day has to do for both.
 */
export function promoterIsOperator(contacts: readonly Stakeholder[], on: Day): boolean {
  const present = contacts.filter((contact) => isPresent(contact, on))
  const promoters = withRole(present, 'promoter')
  const operators = withRole(present, 'operator')
  return (
    promoters.length > 0 &&
    operators.length > 0 &&
    new Set([...promoters, ...operators].map((contact) => contact.id)).size === 1
  )
}

/** Whether a champion has left and nobody who is present has become one. */
export function championLeft(contacts: readonly Stakeholder[], on: Day): boolean {
  const champions = withRole(contacts, 'champion')
  return champions.some((contact) => !isPresent(contact, on)) && !champions.some((contact) => isPresent(contact, on))
}

/** The gaps among the contacts of one account on a day, the most telling first. Archived contacts are left out by the caller. */
export function stakeholderGaps(contacts: readonly Stakeholder[], on: Day): Gap[] {
  const present = contacts.filter((contact) => isPresent(contact, on))
  const gaps: Gap[] = []
  const missing = (role: StakeholderRole, kind: GapKind) => {
    if (withRole(present, role).length === 0) gaps.push({ kind, contactIds: [] })
  }
  if (championLeft(contacts, on))
    gaps.push({
      kind: 'champion_left',
      contactIds: withRole(contacts, 'champion').map((contact) => contact.id),
    })
  missing('decision_maker', 'no_decision_maker')
  missing('promoter', 'no_promoter')
  missing('operator', 'no_operator')
  if (promoterIsOperator(contacts, on))
    gaps.push({ kind: 'promoter_is_operator', contactIds: withRole(present, 'promoter').map((contact) => contact.id) })
  if (present.length === 1) gaps.push({ kind: 'one_person', contactIds: [present[0]!.id] })
  return gaps
}
