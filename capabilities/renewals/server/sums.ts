import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { categories, type Category } from '../core/words.ts'
import { renewalSource, type Wanted, wantedSql } from './read.ts'
import { type OtherCurrency, othersOf, readWorths, type Sum, sumColumns, told, type Worths } from './worth.ts'

type Workspace = { id: WorkspaceId; currency: string }

/** How many renewals there are by the month in which their terms end, and what is at stake. */
export async function readMonths(
  tx: Tx,
  workspace: Workspace,
  wanted: Wanted,
  today: Day,
): Promise<{ months: (Sum & { month: string })[]; currencies: OtherCurrency[] }> {
  const worths = await readWorths(tx, workspace, today)
  const { rows } = await sql<Sum & { month: string }>`
    select to_char(r.term_end, 'YYYY-MM') as month, ${sumColumns}
    from ${renewalSource} left join ${worths.table} on x.code = r.currency
    where ${wantedSql(workspace.id, wanted, today)} group by 1 order by 1
  `.execute(tx)
  return { months: rows, currencies: await readCurrencies(tx, workspace, wanted, today, worths) }
}

type Column = Sum & { category: Category | null; expected: number }

/** The same of open renewals by how they are judged: every category has its sum, also one without any. */
export async function readColumns(
  tx: Tx,
  workspace: Workspace,
  wanted: Omit<Wanted, 'status'>,
  today: Day,
): Promise<{ columns: Column[]; currencies: OtherCurrency[] }> {
  const worths = await readWorths(tx, workspace, today)
  const open: Wanted = { ...wanted, status: 'open' }
  const { rows } = await sql<Column>`
    select r.category, ${sumColumns}, coalesce(sum(${told(sql`coalesce(r.amount, r.at_stake)`)}), 0)::bigint as expected
    from ${renewalSource} left join ${worths.table} on x.code = r.currency
    where ${wantedSql(workspace.id, open, today)} group by 1
  `.execute(tx)
  const nothing = { count: 0, atStake: 0, noRate: 0, noAmount: 0, expected: 0 }
  const columns = [...categories, null].map(
    (category) => rows.find((row) => row.category === category) ?? { category, ...nothing },
  )
  return { columns, currencies: await readCurrencies(tx, workspace, open, today, worths) }
}

/** The other currencies among the renewals that are wanted. */
export async function readCurrencies(
  tx: Tx,
  workspace: Workspace,
  wanted: Wanted,
  today: Day,
  worths: Worths,
): Promise<OtherCurrency[]> {
  const { rows } = await sql<{ currency: string; count: number }>`
    select r.currency, count(*)::int as count from ${renewalSource}
    where ${wantedSql(workspace.id, wanted, today)} and r.currency <> ${workspace.currency} group by 1 order by 2 desc, 1
  `.execute(tx)
  return othersOf(worths, rows)
}
