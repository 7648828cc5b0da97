import { sql } from 'kysely'
import { daysIn, firstDayOf } from '#capabilities/revenue/core/calendar/month.ts'
import { dividedBy, type Exact } from '#capabilities/revenue/core/fraction.ts'
import { type Asked, byTheDay, readOn } from '#capabilities/revenue/core/reconcile/figure.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Asking, ofAccounts } from '../ledger/whose.ts'

/** Our figure of every customer, exactly (see `figureOf`), and since when they are one: one query over the ledger. */
export async function readOurs(
  tx: Tx,
  call: Asking,
  asked: Asked,
): Promise<Map<AccountId, { exact: Exact; since: Day | null }>> {
  const [first, last, days] = [firstDayOf(asked.month), readOn(asked), daysIn(asked.month)]
  const counts = byTheDay(asked) ? sql`${last}::date - greatest(m.moved_on, ${first}::date) + 1` : sql`${days}::int`
  const { rows } = await sql<{ account: AccountId; total: string; since: Day | null }>`
    with moved as (
      select m.account_id, sum(m.amount::numeric * (${counts}))::text as total
      from ${ofAccounts(sql`revenue_movements`, call, {})} where m.moved_on <= ${last}::date group by 1
    ), stayed as (
      select account_id, max(from_on) as since from revenue_stays
      where workspace_id = ${call.caller.workspaceId} and from_on <= ${last}::date group by 1
    )
    select m.account_id as account, m.total, s.since from moved m left join stayed s on s.account_id = m.account_id
  `.execute(tx)
  return new Map(
    rows.map(({ account, total, since }) => [account, { exact: dividedBy(BigInt(total), BigInt(days)), since }]),
  )
}
