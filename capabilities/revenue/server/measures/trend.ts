import { sql } from 'kysely'
import type { z } from 'zod'
import { type Day, day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { firstDayOf, lastDayOf, monthAfter, monthOf, monthsFrom } from '#capabilities/revenue/core/calendar/month.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { type MovedMonth, retentionTrend, type TrendPoint } from '#capabilities/revenue/core/measures/retentionTrend.ts'
import { readConventions } from '../ledger/conventions.ts'
import { keptSql } from '../ledger/retention.ts'
import { toldUntil } from '../ledger/waterfall.ts'
import { type Asking, ofAccounts } from '../ledger/whose.ts'

type Answer = z.input<(typeof measureRoutes.trend)['~orpc']['outputSchema'] & z.ZodType>

/** NRR and GRR of the twelve months to each month, of all and of every segment: one query and one pass for all of them. */
export async function readTrend(tx: Tx, call: Asking, { from, to }: { from: string; to: string }): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const only = monthOf(day(from)) === monthOf(day(to))
  // One month of everybody is added up where it is; a hundred thousand histories would have to come here for it.
  if (only && conventions.retention === 'cohort')
    return { form: 'cohort', groups: await readMonth(tx, call, to, conventions) }
  const asOf = toldUntil(call.today(), conventions)
  const end = lastDayOf(monthOf(day(to)))
  const moved = await readMoved(tx, call, {
    first: firstDayOf(monthAfter(monthOf(day(from)), -11)),
    until: end < asOf ? end : asOf,
    leftOut: conventions.reactivationInRetention === 'left_out',
  })
  const segments = await readSegments(tx, call)
  const months = monthsFrom(monthOf(day(from)), monthOf(day(to)))
  const trend = retentionTrend(moved, months, (account) => segments.get(account) ?? [], conventions)
  const groups = [...trend].map(([key, points]) => ({
    segment: key === '' ? null : key,
    points: points.map(inUnits),
  }))
  return { form: conventions.retention, groups }
}

/** The twelve months to one month, of all and of every segment, added up in the database. */
async function readMonth(tx: Tx, call: Asking, to: string, conventions: Conventions): Promise<Answer['groups']> {
  const month = monthOf(day(to))
  const period = { from: firstDayOf(monthAfter(month, -11)), to: firstDayOf(month) }
  type Sums = { segment: string; accounts: number; still: number; then: number; now: number; capped: number }
  const { rows } = await sql<Sums>`
    with kept as materialized (
      select m.account_id, m.then, m.now from ${ofAccounts(keptSql(call, period, conventions), call, {})} where m.then > 0
    ), grouped as (
      select '' as segment, k.then, k.now from kept k
      union all
      select s.key, k.then, k.now from kept k join account_facts f on f.workspace_id = ${call.caller.workspaceId}
        and f.account_id = k.account_id, unnest(f.segments) as s (key)
    )
    select segment, count(*)::int as accounts, count(*) filter (where "now" > 0)::int as still, sum("then")::float8 as then,
      sum("now")::float8 as now, sum(least("now", "then"))::float8 as capped
    from grouped group by 1 order by 1
  `.execute(tx)
  const nobody: Sums = { segment: '', accounts: 0, still: 0, then: 0, now: 0, capped: 0 }
  const groups = rows[0]?.segment === '' ? rows : [nobody, ...rows]
  return groups.map(({ segment, accounts, still, then, now, capped }) => {
    const of = (part: number) => (then > 0 ? part / then : null)
    const logos = accounts > 0 ? still / accounts : null
    const point = { month, accounts, still, then, now, capped, flow: null, nrr: of(now), grr: of(capped), logos }
    return { segment: segment === '' ? null : segment, points: [inUnits(point)] }
  })
}

const inUnits = ({ then, now, capped, flow, ...point }: TrendPoint): TrendPoint => ({
  ...point,
  then: then / Number(fraction),
  now: now / Number(fraction),
  capped: capped / Number(fraction),
  flow: flow && {
    expansion: flow.expansion / Number(fraction),
    reactivation: flow.reactivation / Number(fraction),
    contraction: flow.contraction / Number(fraction),
    churn: flow.churn / Number(fraction),
  },
})

/**
 * What every account moved by, by month and kind, all of it before the first of the months as one; with when it had last come as
 * somebody new (see `keptOver`). Sums of a hundred thousand accounts stay within what a double holds exactly.
 */
async function readMoved(
  tx: Tx,
  call: Asking,
  { first, until, leftOut }: { first: Day; until: Day; leftOut: boolean },
): Promise<MovedMonth[]> {
  const { rows } = await sql<MovedMonth>`
    with anew as (
      select account_id, array_agg(from_on) as starts from revenue_stays
      where workspace_id = ${call.caller.workspaceId} and (kind = 'new' or ${leftOut}) group by 1 having count(*) > 1
    )
    select m.account_id as account, case when m.moved_on < ${first}::date then '' else to_char(m.moved_on, 'YYYY-MM') end as month,
      case when m.moved_on < ${first}::date then 'new' else m.kind end as kind,
      (select to_char(max(start.day), 'YYYY-MM') from unnest(n.starts) as start (day) where start.day <= m.moved_on) as since,
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
