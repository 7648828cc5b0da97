import { sql } from 'kysely'
import { daysBetween } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { daysFor, mostDays, type Opening } from '../core/opening.ts'
import type { Call } from './call.ts'
import { findRenewals, readRenewing } from './keep.ts'

/** Accounts that are looked at together. */
const pageSize = 5_000

/**
 * What another setting would do today: how many renewals it would open, and how many are open that it would not have opened
 * yet (they stay). Worked out by the very rule that the pass keeps them by, on the segments that are known now.
 */
export async function previewOpening(tx: Tx, call: Call, next: Opening): Promise<{ opens: number; early: number }> {
  const { workspace, workspaceId } = call.caller
  const [today, now] = [call.today(), call.now()]
  const { rows } = await sql<{ id: AccountId; segments: string[] | null }>`
    select a.id, f.segments from accounts a
      left join account_facts f on f.workspace_id = a.workspace_id and f.account_id = a.id
    where a.workspace_id = ${workspaceId} and a.archived_at is null
      and exists (select from contracts c where c.workspace_id = a.workspace_id and c.account_id = a.id)
    order by a.id
  `.execute(tx)
  const counts = { opens: 0, early: 0 }
  for (let from = 0; from < rows.length; from += pageSize) {
    const page = rows.slice(from, from + pageSize)
    const days = new Map(page.map(({ id, segments }) => [id, daysFor(next, segments ?? [])]))
    const daysOf = (account: AccountId) => days.get(account) ?? next.daysBefore
    const asked = { tx, workspace, accounts: page.map(({ id }) => id), today, now }
    const read = await readRenewing(asked, mostDays(next))
    const open = new Set(read.known.filter(({ status }) => status === 'open').map(({ id }) => id))
    const found = findRenewals(read, asked, daysOf)
    counts.opens += found.renewals.filter((one) => one.status === 'open' && !open.has(one.id)).length
    counts.early += found.renewals.filter(
      (one) => open.has(one.id) && daysBetween(today, one.termEnd) > daysOf(one.accountId),
    ).length
  }
  return counts
}
