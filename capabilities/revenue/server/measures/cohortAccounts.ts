import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { readConventions } from '../ledger/conventions.ts'
import { toldUntil } from '../ledger/waterfall.ts'
import type { Asking } from '../ledger/whose.ts'
import { type Asked as AskedCohorts, membersOf } from './cohorts.ts'

type Answer = z.input<(typeof measureRoutes.cohortAccounts)['~orpc']['outputSchema'] & z.ZodType>
type Asked = AskedCohorts & { key: string; age: number; limit: number; cursor?: string | undefined }

/** The customers of a cohort that have reached an age, each with what it counted then: those behind one cell, which they add up to. */
export async function readCohortAccounts(tx: Tx, call: Asking, asked: Asked): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const asOf = toldUntil(call.today(), conventions)
  const { workspaceId } = call.caller
  const skipped = Number(asked.cursor ?? 0) || 0
  const months = (count: number) => sql`(date_trunc('month', c.began) + make_interval(months => ${count}))::date`
  const units = sql`${sql.lit(Number(fraction))}::numeric`
  const { rows } = await sql<Answer['rows'][number]>`
    with members as (
      select c.account_id, c.began, least(${months(asked.age + 1)}, ${asOf}::date + 1) as ends,
        least(${months(conventions.cohortBaseMonth + 1)}, ${asOf}::date + 1) as base_ends
      from (${membersOf(call, asked, asOf)}) as c
      where c.key = ${asked.key} and ${months(asked.age)} <= ${call.today()}::date
    )
    select jsonb_build_object('id', a.id, 'name', a.name) as account, to_char(c.began, 'YYYY-MM') as began,
      exists (select from revenue_stays s where s.workspace_id = ${workspaceId} and s.account_id = c.account_id
        and s.from_on < c.ends and (s.until_on is null or s.until_on >= c.ends)) as still,
      round(coalesce(sum(m.amount) filter (where m.moved_on < c.ends), 0) / ${units})::bigint as mrr,
      round(coalesce(sum(m.amount) filter (where m.moved_on < c.base_ends), 0) / ${units})::bigint as base
    from members c join accounts a on a.workspace_id = ${workspaceId} and a.id = c.account_id
    left join revenue_movements m on m.workspace_id = ${workspaceId} and m.account_id = c.account_id
    group by a.id, a.name, c.account_id, c.began, c.ends, c.base_ends
    order by mrr desc, a.name, a.id limit ${asked.limit + 1} offset ${skipped}
  `.execute(tx)
  const next = rows.length > asked.limit ? String(skipped + asked.limit) : null
  return { rows: rows.slice(0, asked.limit), next }
}
