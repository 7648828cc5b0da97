import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { leftOf } from '../core/budget.ts'
import { readApproaches } from './approaches.ts'
import { readSettings } from './settings.ts'

/** How often somebody at a customer was approached within the window, against the limits. */
export type Budget = {
  contactUsed: number
  contactWeek: number
  accountUsed: number
  accountWeek: number
  left: number
}

export async function budgetOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  { accountId, contactId, now }: { accountId: AccountId; contactId: string | null; now: number },
): Promise<Budget> {
  const { contactWeek, accountWeek } = await readSettings(tx, workspaceId)
  const used = await readApproaches(tx, workspaceId, [accountId], now)
  const contactUsed = contactId === null ? 0 : (used.contacts.get(contactId) ?? 0)
  const accountUsed = used.accounts.get(accountId) ?? 0
  const { left } = leftOf({ contactWeek, accountWeek }, { contact: contactUsed, account: accountUsed })
  return { contactUsed, contactWeek, accountUsed, accountWeek, left }
}
