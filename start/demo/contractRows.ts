import { addMonths, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { insertRows } from './rows.ts'

export type ContractRow = {
  id: string
  account: string
  externalId: string
  name: string
  currency: string
  startOn: Day
  autoRenews: boolean
}

export type LineRow = {
  id: string
  contract: string
  account: string
  externalId: string | null
  product: string
  plan: string | null
  kind: 'recurring' | 'one_time'
}

/** A price of a line by the year. */
export type VersionRow = {
  id: string
  line: string
  account: string
  startOn: Day
  endOn: Day | null
  quantity: number
  amount: number
}

/** Contracts of a year each, with two months' notice; the years that follow the first are lived through. */
export async function insertContracts(tx: Tx, workspace: WorkspaceId, rows: readonly ContractRow[]): Promise<void> {
  await insertRows(
    tx,
    'contracts',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      external_id: 'text',
      name: 'text',
      currency: 'text',
      start_on: 'date',
      end_on: 'date',
      auto_renews: 'boolean',
      notice_days: 'int',
      renewal_months: 'int',
    },
    rows.map((row) => ({
      workspace_id: workspace,
      id: row.id,
      account_id: row.account,
      external_id: row.externalId,
      name: row.name,
      currency: row.currency,
      start_on: row.startOn,
      end_on: addMonths(row.startOn, 12),
      auto_renews: row.autoRenews,
      notice_days: 60,
      renewal_months: 12,
    })),
  )
}

/** Lines of contracts. */
export async function insertLines(tx: Tx, workspace: WorkspaceId, rows: readonly LineRow[]): Promise<void> {
  await insertRows(
    tx,
    'contract_lines',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      contract_id: 'uuid',
      account_id: 'uuid',
      external_id: 'text',
      product: 'text',
      plan: 'text',
      kind: 'text',
    },
    rows.map(({ id, contract, account, externalId, product, plan, kind }) => ({
      workspace_id: workspace,
      id,
      contract_id: contract,
      account_id: account,
      external_id: externalId,
      product,
      plan,
      kind,
    })),
  )
}

/** Prices of lines. */
export async function insertVersions(tx: Tx, workspace: WorkspaceId, rows: readonly VersionRow[]): Promise<void> {
  await insertRows(
    tx,
    'contract_line_versions',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      line_id: 'uuid',
      account_id: 'uuid',
      start_on: 'date',
      end_on: 'date',
      quantity: 'numeric',
      amount: 'bigint',
      interval_months: 'int',
      trial: 'boolean',
    },
    rows.map(({ id, line, account, startOn, endOn, quantity, amount }) => ({
      workspace_id: workspace,
      id,
      line_id: line,
      account_id: account,
      start_on: startOn,
      end_on: endOn,
      quantity,
      amount,
      interval_months: 12,
      trial: false,
    })),
  )
}
