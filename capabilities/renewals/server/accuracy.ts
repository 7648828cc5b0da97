import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Days before the end of terms at which forecasts are held against what became of them. */
const lookBack = [90, 60, 30] as const

type Accuracy = { daysBefore: number; count: number; forecast: number; actual: number }

/**
 * What the weekly forecasts said so many days before terms ended, and what was renewed of it: of each closed renewal the last
 * week kept at or before that day, at most a week older. Nothing where no week is old enough.
 */
export async function readAccuracy(tx: Tx, workspace: { id: WorkspaceId; currency: string }): Promise<Accuracy[]> {
  const { rows } = await sql<Accuracy>`
    select d.days as "daysBefore", count(*)::int as count,
      sum(round(coalesce(s.amount, 0) * s.chance / 100.0))::bigint as forecast,
      sum(case when r.outcome = 'lost' then 0 else coalesce(r.closed_amount, r.at_stake, 0) end)::bigint as actual
    from unnest(${[...lookBack]}::int[]) as d (days)
      join renewals r on r.workspace_id = ${workspace.id} and r.status = 'closed' and r.currency = ${workspace.currency}
      join lateral (
        select amount, chance from renewal_snapshots
        where workspace_id = r.workspace_id and renewal_id = r.id and taken_on <= r.term_end - d.days
          and taken_on > r.term_end - d.days - 7
        order by taken_on desc limit 1
      ) s on s.chance is not null
    group by d.days order by d.days desc
  `.execute(tx)
  return rows
}
