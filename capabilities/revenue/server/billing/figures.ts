import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { Stretch, StretchBridge } from '#capabilities/revenue/core/billing/figures.ts'
import type { MovementKind } from '#capabilities/revenue/core/ledger/movement.ts'
import { noSums } from '#capabilities/revenue/core/measures/waterfall.ts'

type Moved = { at: number; kind: MovementKind; amount: string; accounts: number }
type Stays = { at: number; kind: 'new' | 'reactivation' | 'churn'; accounts: number; short: number }

/** What moved in each of some stretches that follow one another, from the ledger that is kept, until a day. */
export async function readStretches(
  tx: Tx,
  workspaceId: WorkspaceId,
  stretches: readonly Stretch[],
  asOf: Day,
): Promise<StretchBridge[]> {
  const bounds = sql`unnest(${stretches.map(({ from }) => from)}::date[], ${stretches.map(({ to }) => to)}::date[])
    with ordinality as b (from_on, to_on, at)`
  const first = stretches[0]!.from
  const there = sql`join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id and a.archived_at is null`
  const before = await sql<{ mrr: string; customers: number }>`
    select (select coalesce(sum(m.amount), 0)::text from revenue_movements m ${there}
        where m.workspace_id = ${workspaceId} and m.moved_on < ${first}::date and m.moved_on <= ${asOf}::date) as mrr,
      (select count(*) from revenue_stays m ${there}
        where m.workspace_id = ${workspaceId} and m.from_on < ${first}::date and m.from_on <= ${asOf}::date
          and (m.until_on is null or m.until_on >= ${first}::date)) as customers
  `.execute(tx)
  const moved = await sql<Moved>`
    select b.at::int as at, m.kind, sum(m.amount)::text as amount, count(distinct m.account_id) as accounts
    from ${bounds} join revenue_movements m on m.moved_on between b.from_on and b.to_on ${there}
    where m.workspace_id = ${workspaceId} and m.moved_on <= ${asOf}::date group by 1, 2
  `.execute(tx)
  const stays = await sql<Stays>`
    select b.at::int as at, m.kind, count(*) as accounts, count(*) filter (where m.until_on <= b.to_on) as short
    from ${bounds} join revenue_stays m on m.from_on between b.from_on and b.to_on ${there}
    where m.workspace_id = ${workspaceId} and m.from_on <= ${asOf}::date group by 1, 2
    union all
    select b.at::int, 'churn', count(*), 0
    from ${bounds} join revenue_stays m on m.until_on between b.from_on and b.to_on ${there}
    where m.workspace_id = ${workspaceId} and m.until_on <= ${asOf}::date group by 1
  `.execute(tx)
  let [closing, customers] = [BigInt(before.rows[0]!.mrr), before.rows[0]!.customers]
  return stretches.map(({ to }, index) => {
    const kinds = noSums()
    const opening = { mrr: closing, customers }
    for (const row of moved.rows.filter(({ at }) => at === index + 1)) {
      kinds[row.kind] = { amount: BigInt(row.amount), accounts: row.accounts }
      closing += BigInt(row.amount)
    }
    const came = stays.rows.filter(({ at }) => at === index + 1)
    for (const row of came) {
      kinds[row.kind].accounts = row.accounts
      customers += row.kind === 'churn' ? -row.accounts : row.accounts
    }
    const short = came.reduce((sum, row) => sum + row.short, 0)
    return {
      to,
      kinds,
      opening: opening.mrr,
      closing,
      short,
      customers: { opening: opening.customers, closing: customers },
    }
  })
}

const patience = 10_000 // ms
const everyMs = 100

/** Waits until the ledgers of all that had come in by now are kept; false where that takes too long. */
export async function ledgerIsKept(database: Database, workspaceId: WorkspaceId): Promise<boolean> {
  const asked = Date.now()
  const { rows } = await database.workspace(workspaceId, (tx) =>
    sql<{ now: string }>`select now()::text as now`.execute(tx),
  )
  const owed = () =>
    database.workspace(workspaceId, (tx) =>
      sql`select from revenue_owed where workspace_id = ${workspaceId} and since <= ${rows[0]!.now}::timestamptz limit 1`.execute(
        tx,
      ),
    )
  while ((await owed()).rows.length > 0) {
    if (Date.now() - asked > patience) return false
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  return true
}
