/** How often a contact and an account may be approached within seven days. */
export type Limits = { contactWeek: number; accountWeek: number }
export const usualLimits: Limits = { contactWeek: 2, accountWeek: 4 }

/** The days over which approaches are counted. */
export const budgetDays = 7

/** Approaches within the window: of the contact, and of all at the account together. */
export type Approached = { contact: number; account: number }

/** What is left of a budget, never below 0. */
export const leftOf = (
  limits: Limits,
  { contact, account }: Approached,
): { contact: number; account: number; left: number } => {
  const left = {
    contact: Math.max(0, limits.contactWeek - contact),
    account: Math.max(0, limits.accountWeek - account),
  }
  return { ...left, left: Math.min(left.contact, left.account) }
}

/** A mail that asks for room: whose, at which account. A mail without a contact counts for its account alone. */
export type Asking = { id: string; contactId: string | null; accountId: string }

/**
 * Which of some mails, in their order, there is room for: each that is let through takes its place in the budget of its
 * contact and of its account, so that no order of asking lets more through than there is room.
 */
export function letThrough(
  asking: readonly Asking[],
  limits: Limits,
  used: { contacts: ReadonlyMap<string, number>; accounts: ReadonlyMap<string, number> },
): Set<string> {
  const contacts = new Map(used.contacts)
  const accounts = new Map(used.accounts)
  const passed = new Set<string>()
  for (const { id, contactId, accountId } of asking) {
    const [ofContact, ofAccount] = [
      contactId === null ? 0 : (contacts.get(contactId) ?? 0),
      accounts.get(accountId) ?? 0,
    ]
    if (leftOf(limits, { contact: ofContact, account: ofAccount }).left === 0) continue
    passed.add(id)
    if (contactId !== null) contacts.set(contactId, ofContact + 1)
    accounts.set(accountId, ofAccount + 1)
  }
  return passed
}
