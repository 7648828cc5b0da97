import { sql } from 'kysely'
import type { z } from 'zod'
import { day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { lastDayOf, monthOf, monthsFrom } from '#capabilities/revenue/core/calendar/month.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { type MovedMonth, retentionTrend, type TrendPoint } from '#capabilities/revenue/core/measures/retentionTrend.ts'
import { readConventions } from '../ledger/conventions.ts'
import { toldUntil } from '../ledger/waterfall.ts'
import { type Asking, ofAccounts } from '../ledger/whose.ts'

type Answer = z.input<(typeof measureRoutes.trend)['~orpc']['outputSchema'] & z.ZodType>

/** NRR and GRR of the twelve months to each month, of all and of every segment: one query and one pass for all of them. */
export async function readTrend(tx: Tx, call: Asking, { from, to }: { from: string; to: string }): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const asOf = toldUntil(call.today(), conventions)
  const end = lastDayOf(monthOf(day(to)))
  const moved = await readMoved(tx, call, end < asOf ? end : asOf, conventions.reactivationInRetention === 'left_out')
  const segments = await readSegments(tx, call)
  const months = monthsFrom(monthOf(day(from)), monthOf(day(to)))
  const trend = retentionTrend(moved, months, (account) => segments.get(account) ?? [], conventions)
  const groups = [...trend].map(([key, points]) => ({
    segment: key === '' ? null : key,
    points: points.map(inUnits),
  }))
  return { form: conventions.retention, groups }
}

const inUnits = ({ then, now, ...point }: TrendPoint): TrendPoint => ({
  ...point,
  then: then / Number(fraction),
  now: now / Number(fraction),
})

/**
 * What every account moved by, by month and kind, with how often it had come as somebody new (see `keptOver`). Sums of a
 * hundred thousand accounts stay within what a double holds exactly.
 */
async function readMoved(tx: Tx, call: Asking, until: string, leftOut: boolean): Promise<MovedMonth[]> {
  const { rows } = await sql<MovedMonth>`
    with anew as (
      select account_id, array_agg(from_on order by from_on) as starts from revenue_stays
      where workspace_id = ${call.caller.workspaceId} and (kind = 'new' or ${leftOut}) group by 1 having count(*) > 1
    )
    select m.account_id as account, to_char(m.moved_on, 'YYYY-MM') as month, m.kind,
      coalesce((select count(*) from unnest(n.starts) as start (day) where start.day <= m.moved_on), 1)::int as era,
      sum(m.amount)::float8 as amount
    from ${ofAccounts(sql`revenue_movements`, call, {})} left join anew n on n.account_id = m.account_id
    where m.moved_on <= ${until}::date group by m.account_id, 2, 3, n.starts, 4 order by m.account_id, 2, 4
  `.execute(tx)
  return rows
}

async function readSegments(tx: Tx, { caller }: Asking): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; segments: string[] }>`
    select account_id as id, segments from account_facts
    where workspace_id = ${caller.workspaceId} and cardinality(segments) > 0
  `.execute(tx)
  return new Map(rows.map(({ id, segments }) => [id, segments]))
}
