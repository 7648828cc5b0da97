import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type Day, day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { cohortKinds, measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { firstDayOf, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { type CohortDelta, cohortGrids } from '#capabilities/revenue/core/measures/cohortGrid.ts'
import { readConventions } from '../ledger/conventions.ts'
import { toldUntil } from '../ledger/waterfall.ts'
import { type Asking, ofAccounts } from '../ledger/whose.ts'
import { curveOf, everybody, readTenures } from './tenures.ts'

type Answer = z.input<(typeof measureRoutes.cohorts)['~orpc']['outputSchema'] & z.ZodType>
type Kind = (typeof cohortKinds)[number]
export type Asked = { by: Kind; from?: string | undefined; segment?: string | undefined }

/** Cohorts by when accounts began, by segment or by the plan they began with; and how long the accounts of each stay. */
export async function readCohorts(tx: Tx, call: Asking, asked: Asked): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const { cohortBaseMonth: baseMonth } = conventions
  const asOf = toldUntil(call.today(), conventions)
  const until = monthOf(call.today())
  const cohorts = cohortGrids(await readDeltas(tx, call, asked, asOf), until, baseMonth).map(({ ages, ...cohort }) => ({
    ...cohort,
    ages: ages.map(({ mrr, base, ...age }) => ({ ...age, mrr: inMinorUnits(mrr), base: inMinorUnits(base) })),
  }))
  // Those who began in one month make hardly a curve each: by month, all of them make one.
  const keyed = asked.by === 'month' ? [] : await readTenures(tx, call, membersOf(call, asked, asOf), asOf)
  const all = await readTenures(tx, call, everybody(call, asked.segment, asOf), asOf)
  const byKey = Map.groupBy(keyed, ({ key }) => key)
  return {
    until,
    baseMonth,
    cohorts: cohorts.toSorted((a, b) => (asked.by === 'month' ? (a.key < b.key ? -1 : 1) : b.size - a.size)),
    curves: [curveOf('', all), ...[...byKey].map(([key, tenures]) => curveOf(key, tenures))],
  }
}

/** Which account is in which cohort, and when it first came: rows of key, account and day. */
export function membersOf(call: Asking, { by, from, segment }: Asked, asOf: Day): RawBuilder<unknown> {
  const since = by === 'month' && from ? sql`and min(m.from_on) >= ${firstDayOf(monthOf(day(from)))}::date` : sql``
  const firsts = sql`
    select m.account_id, min(m.from_on) as began from ${ofAccounts(sql`revenue_stays`, call, { segment })}
    group by 1 having min(m.from_on) <= ${asOf}::date ${since}
  `
  const { workspaceId } = call.caller
  if (by === 'month') return sql`select to_char(began, 'YYYY-MM') as key, account_id, began from (${firsts}) as firsts`
  if (by === 'segment')
    return sql`
      select key, firsts.account_id, began from (${firsts}) as firsts
      join account_facts f on f.workspace_id = ${workspaceId} and f.account_id = firsts.account_id, unnest(f.segments) as key
    `
  return sql`
    select coalesce(first.plan, '') as key, firsts.account_id, began from (${firsts}) as firsts cross join lateral (
      select coalesce(v.plan, l.plan) as plan from revenue_movements m
      join contract_lines l on l.workspace_id = m.workspace_id and l.id = m.line_id
      join contract_line_versions v on v.workspace_id = m.workspace_id and v.id = m.version_id
      where m.workspace_id = ${workspaceId} and m.account_id = firsts.account_id and m.moved_on = firsts.began
      order by m.amount desc, m.line_id limit 1
    ) as first
  `
}

type Row = Omit<CohortDelta, 'mrr'> & { mrr: string }

async function readDeltas(tx: Tx, call: Asking, asked: Asked, asOf: Day): Promise<CohortDelta[]> {
  const { workspaceId } = call.caller
  // Ages are told of sums by day: to take a million days apart would take longer than all the rest.
  const { rows } = await sql<Row>`
    with members as materialized (
      select key, account_id, began, date_trunc('month', began)::date as month from (${membersOf(call, asked, asOf)}) as found
    ),
    moved as (
      select c.key, c.month, m.moved_on as on, sum(m.amount) as mrr, 0 as logos, 0 as size
      from members c join revenue_movements m on m.workspace_id = ${workspaceId} and m.account_id = c.account_id
        and m.moved_on <= ${asOf}::date
      group by 1, 2, 3
      union all
      select c.key, c.month, s.from_on, 0, count(*), count(*) filter (where s.from_on = c.began)
      from members c join revenue_stays s on s.workspace_id = ${workspaceId} and s.account_id = c.account_id
        and s.from_on <= ${asOf}::date
      group by 1, 2, 3
      union all
      select c.key, c.month, s.until_on, 0, -count(*), 0
      from members c join revenue_stays s on s.workspace_id = ${workspaceId} and s.account_id = c.account_id
        and s.until_on <= ${asOf}::date
      group by 1, 2, 3
    )
    select key, to_char(month, 'YYYY-MM') as began, ((date_part('year', "on") - date_part('year', month)) * 12
      + date_part('month', "on") - date_part('month', month))::int as age,
      sum(mrr)::text as mrr, sum(logos)::int as logos, sum(size)::int as size
    from moved group by 1, 2, 3
  `.execute(tx)
  return rows.map((row) => ({ ...row, mrr: BigInt(row.mrr) }))
}
