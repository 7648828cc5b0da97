import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import { type Month, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { AccountLedger, Movement } from '#capabilities/revenue/core/ledger/movement.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { settleOwed } from './owed.ts'

export type KeptLedger = AccountLedger & { readonly account: AccountId }

/** Puts the ledgers of accounts in the place of those kept before. Months to come lack no rate yet. */
export async function keepLedgers(
  tx: Tx,
  workspaceId: WorkspaceId,
  ledgers: readonly KeptLedger[],
  month: Month,
): Promise<void> {
  const accounts = ledgers.map(({ account }) => account)
  for (const table of [sql`revenue_movements`, sql`revenue_stays`, sql`revenue_not_counted`])
    await sql`delete from ${table} where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})`.execute(
      tx,
    )
  const movements = ledgers.flatMap((ledger) => ledger.movements.map(leading()))
  await sql`
    insert into revenue_movements (workspace_id, account_id, moved_on, line_id, kind, version_id, product, currency, amount, native, leads)
    select ${workspaceId}::uuid, account, "on", line, kind, version, product, currency, amount, native, leads
    from jsonb_to_recordset(${json(movements)}::jsonb) as moved (account uuid, "on" date, line uuid, kind text, version uuid,
      product text, currency text, amount bigint, native bigint, leads boolean)
  `.execute(tx)
  const stays = ledgers.flatMap((ledger) => ledger.stays.map((stay) => ({ ...stay, account: ledger.account })))
  await sql`
    insert into revenue_stays (workspace_id, account_id, from_on, until_on, kind)
    select ${workspaceId}::uuid, account, "from", until, kind
    from jsonb_to_recordset(${json(stays)}::jsonb) as stay (account uuid, "from" date, until date, kind text)
  `.execute(tx)
  const left = ledgers.flatMap(({ notCounted }) => notCounted.filter((one) => one.month === null || one.month <= month))
  await sql`
    insert into revenue_not_counted (workspace_id, account_id, line_id, reason, currency, month)
    select ${workspaceId}::uuid, account, line, reason, currency, coalesce(month, '')
    from jsonb_to_recordset(${json(left)}::jsonb) as one (account uuid, line uuid, reason text, currency text, month text)
  `.execute(tx)
  await settleOwed(tx, workspaceId, accounts)
}

/** Marks the first movement of each kind in each month, of one account. */
function leading(): (movement: Movement) => Movement & { leads: boolean } {
  const seen = new Set<string>()
  return (movement) => {
    const before = seen.size
    return { ...movement, leads: seen.add(`${monthOf(movement.on)} ${movement.kind}`).size > before }
  }
}

/** Exact amounts go as texts: numbers of JSON would be cut. */
const json = (rows: readonly object[]) =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
