import { sql } from 'kysely'
import { type FactPage, idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Paid } from '../core/accountContracts.ts'
import { accountLedger } from '../core/ledger/ledger.ts'
import type { Movement } from '../core/ledger/movement.ts'
import { readCounting } from './contractRead.ts'
import { readLines } from './ledger/lines.ts'
import { readOwed } from './ledger/owed.ts'

/**
 * What accounts pay per month on the day and on an earlier one: where their movements have brought it. Those whose contracts
 * were changed since their ledger was kept are told from their lines.
 */
export async function readPaid(page: FactPage, then: Day): Promise<Map<AccountId, Paid>> {
  const kept = await readKept(page, then)
  const owed = await readOwed(page.tx, page.workspace.id, page.accounts)
  if (owed.length === 0) return kept
  const counting = await readCounting(page.tx, { workspaceId: page.workspace.id, currency: page.workspace.currency })
  const lines = await readLines(page.tx, page.workspace.id, owed)
  for (const [at, account] of owed.entries()) {
    const { movements } = accountLedger(lines[at]!, { ...counting, asOf: page.today })
    kept.set(account, { now: levelOn(movements, page.today), then: levelOn(movements, then) })
  }
  return kept
}

const levelOn = (movements: readonly Movement[], day: Day) =>
  movements.reduce((sum, { on, amount }) => (on <= day ? sum + amount : sum), 0n)

async function readKept({ tx, workspace, accounts, today }: FactPage, then: Day): Promise<Map<AccountId, Paid>> {
  const { rows } = await sql<{ account: AccountId; now: string; then: string }>`
    select account_id as account, sum(amount)::text as now,
      coalesce(sum(amount) filter (where moved_on <= ${then}::date), 0)::text as then
    from revenue_movements
    where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and moved_on <= ${today}::date
    group by account_id
  `.execute(tx)
  return new Map(rows.map((row) => [row.account, { now: BigInt(row.now), then: BigInt(row.then) }]))
}
