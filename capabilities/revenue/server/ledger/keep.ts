import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import { type Month, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { AccountLedger, Movement } from '#capabilities/revenue/core/ledger/movement.ts'
import type { SliceLedger } from '#capabilities/revenue/core/ledger/slices.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { settleOwed } from './owed.ts'

export type KeptLedger = AccountLedger & { readonly account: AccountId; readonly slices: readonly SliceLedger[] }

/** Puts the ledgers of accounts in the place of those kept before. Months to come lack no rate yet. */
export async function keepLedgers(
  tx: Tx,
  workspaceId: WorkspaceId,
  ledgers: readonly KeptLedger[],
  month: Month,
): Promise<void> {
  const accounts = ledgers.map(({ account }) => account)
  for (const table of kept)
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})`.execute(
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
  await keepSlices(tx, workspaceId, ledgers)
  await settleOwed(tx, workspaceId, accounts)
}

const kept = [
  'revenue_movements',
  'revenue_stays',
  'revenue_not_counted',
  'revenue_slice_movements',
  'revenue_slice_stays',
] as const

/** What the ledgers are under each product and plan. */
async function keepSlices(tx: Tx, workspaceId: WorkspaceId, ledgers: readonly KeptLedger[]): Promise<void> {
  const told = ledgers.flatMap(({ account, slices }) => slices.map((slice) => ({ ...slice, account })))
  if (told.length === 0) return
  const movements = told.flatMap(({ ledger, plan }) =>
    ledger.movements.map(leading()).map((movement) => ({ ...movement, plan })),
  )
  await sql`
    insert into revenue_slice_movements (workspace_id, account_id, product, plan, moved_on, line_id, kind, version_id, currency,
      amount, native, leads)
    select ${workspaceId}::uuid, account, product, plan, "on", line, kind, version, currency, amount, native, leads
    from jsonb_to_recordset(${json(movements)}::jsonb) as moved (account uuid, product text, plan text, "on" date, line uuid,
      kind text, version uuid, currency text, amount bigint, native bigint, leads boolean)
  `.execute(tx)
  const stays = told.flatMap(({ ledger, ...slice }) => ledger.stays.map((stay) => ({ ...stay, ...slice })))
  await sql`
    insert into revenue_slice_stays (workspace_id, account_id, product, plan, from_on, until_on, kind)
    select ${workspaceId}::uuid, account, product, plan, "from", until, kind
    from jsonb_to_recordset(${json(stays)}::jsonb) as stay (account uuid, product text, plan text, "from" date, until date, kind text)
  `.execute(tx)
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
