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
  const columns = facts.filter((fact) => !fact.derived && !isCustomFact(fact))
  const names = [sql.id('account_id'), sql.id('custom'), ...columns.map((fact) => sql.id(fact.key))]
  const { rows } = await sql<StoredRow>`
    select ${sql.join(names)} from account_facts
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
  `.execute(tx)
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
  const parts = slices(layout.keys.slice(0, layout.customFrom))
  const texts = parts.map((keys, at) => {
    const columns = keys.map((key) => sql.id(key))
    return sql`json_build_array(${sql.join(columns)})::text as ${sql.id(partName(at))}`
  })
  const { rows } = await sql<HeldRow>`
    select ${sql.join([sql.id('account_id'), sql.id('custom'), ...texts])} from account_facts
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)}) order by account_id for update
  `.execute(tx)
  const instants = layout.facts.flatMap((fact, slot) => (fact.type === 'instant' ? [slot] : []))
  return new Map(
    rows.map((row) => {
      const cells = parts.flatMap((_, at) => JSON.parse(row[partName(at)]!) as Cells)
      return [row.account_id, cellsOf(cells, row.custom, layout, instants)]
    }),
  )
}

/** A row of thousands is read at a third of the cost when its cells come as one text instead of a value each. */
type HeldRow = { account_id: AccountId; custom: FactRow } & Record<`part${number}`, string>

const partName = (at: number) => `part${at}` as const

/** Completes the cells of own facts, as JSON has them, with those of custom facts. */
function cellsOf(cells: Cells, custom: FactRow, { keys, customFrom }: Layout, instants: readonly number[]): Cells {
  for (const slot of instants) {
    const value = cells[slot]
    if (typeof value === 'string') cells[slot] = new Date(value).toISOString()
  }
  for (let slot = customFrom; slot < keys.length; slot++) cells[slot] = custom[keys[slot]!] ?? null
  return cells
}

/** A function takes a hundred arguments at most. */
function slices(keys: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(keys.length / 100) }, (_, at) => keys.slice(at * 100, (at + 1) * 100))
}
