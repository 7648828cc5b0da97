import { sql } from 'kysely'
import { type FactDefinition, type FactValue, isCustomFact } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { idArray } from './arrayText.ts'
import type { Cells, Layout } from './layout.ts'

export type FactRow = Record<string, FactValue>

type StoredRow = { account_id: AccountId; custom: FactRow } & Record<string, unknown>

/** The facts of accounts as the last pass left them, by fact key; accounts without a row are left out. */
export async function readRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
  facts: readonly FactDefinition[],
): Promise<Map<AccountId, FactRow>> {
  const rows = await selectRows(tx, workspaceId, { accounts, facts, held: false })
  return new Map(
    rows.map(({ account_id, custom, ...row }) => {
      for (const key in row) if (row[key] instanceof Date) row[key] = row[key].toISOString()
      return [account_id, Object.assign(row as FactRow, custom)]
    }),
  )
}

/**
 * The same for whoever is going to write them, in the cells of a layout: each account is computed by one transaction at a
 * time, whichever process has it. Accounts without a row are left out, and it is for the caller to insert theirs: as long
 * as there are such, one page of the workspace is computed at a time.
 */
export async function holdRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  given: { accounts: readonly AccountId[]; allKnown: boolean; layout: Layout },
): Promise<Map<AccountId, Cells>> {
  const { accounts, allKnown, layout } = given
  // Before any row is held, so that nobody waits for it who is waited for.
  if (!allKnown) await sql`select pg_advisory_xact_lock(hashtextextended(${`new facts ${workspaceId}`}, 0))`.execute(tx)
  const rows = await selectRows(tx, workspaceId, { accounts, facts: layout.facts, held: true })
  return new Map(rows.map((row) => [row.account_id, cellsOf(row, layout)]))
}

function cellsOf(row: StoredRow, { keys, customFrom }: Layout): Cells {
  const cells: Cells = []
  for (let slot = 0; slot < customFrom; slot++) {
    const value = row[keys[slot]!]
    cells.push(value instanceof Date ? value.toISOString() : (value as FactValue))
  }
  for (let slot = customFrom; slot < keys.length; slot++) cells.push(row.custom[keys[slot]!] ?? null)
  return cells
}

async function selectRows(
  tx: Tx,
  workspaceId: WorkspaceId,
  { accounts, facts, held }: { accounts: readonly AccountId[]; facts: readonly FactDefinition[]; held: boolean },
): Promise<StoredRow[]> {
  const columns = facts.filter((fact) => !fact.derived && !isCustomFact(fact.key))
  const names = [sql.id('account_id'), sql.id('custom'), ...columns.map((fact) => sql.id(fact.key))]
  const { rows } = await sql<StoredRow>`
    select ${sql.join(names)} from account_facts
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
    ${held ? sql`order by account_id for update` : sql``}
  `.execute(tx)
  return rows
}
