import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { kaplanMeier, medianTenure } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { type Asking, ofAccounts } from '../ledger/whose.ts'

/** How many accounts of a group stayed so many months, and whether they left then or are only seen until now. */
export type TenureCount = { key: string; time: number; lost: boolean; count: number }

/** Everybody who has come until a day, as one group. */
export function everybody(call: Asking, segment: string | undefined, asOf: Day): RawBuilder<unknown> {
  return sql`
    select '' as key, m.account_id, min(m.from_on) as began from ${ofAccounts(sql`revenue_stays`, call, { segment })}
    group by 2 having min(m.from_on) <= ${asOf}::date
  `
}

/** How long accounts stayed until they first left (see `tenureOf`), by group; `members` are rows of key, account and day. */
export async function readTenures(
  tx: Tx,
  { caller }: Asking,
  members: RawBuilder<unknown>,
  asOf: Day,
): Promise<TenureCount[]> {
  const { rows } = await sql<TenureCount>`
    with seen as (
      select c.key, s.from_on, coalesce(s.until_on <= ${asOf}::date, false) as lost,
        case when s.until_on <= ${asOf}::date then s.until_on
          else (date_trunc('month', ${asOf}::date) + interval '1 month')::date end as until
      from (${members}) as c join revenue_stays s on s.workspace_id = ${caller.workspaceId} and s.account_id = c.account_id
        and s.from_on = c.began
    )
    select key, ((date_part('year', until) - date_part('year', from_on)) * 12 + date_part('month', until)
      - date_part('month', from_on))::int as time, lost, count(*) as count
    from seen group by 1, 2, 3
  `.execute(tx)
  return rows
}

/** One entry for each account. */
export const spread = (tenures: readonly TenureCount[]) =>
  tenures.flatMap(({ time, lost, count }) => Array.from({ length: count }, () => ({ time, lost })))

/** The survival curve of a group, with who was lost and who is only seen until now. */
export function curveOf(key: string, tenures: readonly TenureCount[]) {
  const steps = kaplanMeier(spread(tenures))
  return {
    key,
    size: tenures.reduce((sum, { count }) => sum + count, 0),
    lost: tenures.reduce((sum, one) => sum + (one.lost ? one.count : 0), 0),
    seen: Math.max(0, ...tenures.map(({ time }) => time)),
    steps: steps.map(({ error: _error, ...step }) => step),
    median: medianTenure(steps),
  }
}
