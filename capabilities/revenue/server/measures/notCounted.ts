import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { type Asking, ofAccounts, whoseOf, type Within } from '../ledger/whose.ts'

type Answer = z.input<(typeof measureRoutes.notCounted)['~orpc']['outputSchema'] & z.ZodType>
type Asked = Within & {
  reason?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** The lines that are in no figure, by customer. */
export async function readNotCounted(tx: Tx, call: Asking, asked: Asked): Promise<Answer> {
  const skipped = Number(asked.cursor ?? 0) || 0
  const reason = asked.reason ?? null
  const { rows } = await sql<Answer['rows'][number]>`
    select jsonb_build_object('id', m.account_id, 'name', min(a.name)) as account, m.line_id as "lineId",
      min(l.product) as product, min(m.currency) as currency, m.reason,
      case when min(m.month) <> '' then jsonb_build_object('first', min(m.month), 'last', max(m.month), 'count', count(*)) end as months
    from ${ofAccounts(sql`revenue_not_counted`, call, await whoseOf(tx, call, asked))}
    join contract_lines l on l.workspace_id = m.workspace_id and l.id = m.line_id
    where (${reason}::text is null or m.reason = ${reason})
      and (${asked.product ?? null}::text is null or l.product = ${asked.product ?? null})
    group by m.account_id, m.line_id, m.reason
    order by min(a.name), m.account_id, m.line_id, m.reason limit ${asked.limit + 1} offset ${skipped}
  `.execute(tx)
  const next = rows.length > asked.limit ? String(skipped + asked.limit) : null
  return { rows: rows.slice(0, asked.limit), next }
}

/** How many customers' ledgers are still to be derived anew, of how many. */
export async function readDeriving(tx: Tx, { caller }: Asking): Promise<{ owed: number; accounts: number }> {
  const { rows } = await sql<{ owed: number; accounts: number }>`
    select (select count(*) from revenue_owed o join accounts a on a.workspace_id = o.workspace_id and a.id = o.account_id
        and a.archived_at is null where o.workspace_id = ${caller.workspaceId}) as owed,
      (select count(*) from accounts where workspace_id = ${caller.workspaceId} and archived_at is null) as accounts
  `.execute(tx)
  return rows[0]!
}
