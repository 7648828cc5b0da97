import { sql } from 'kysely'
import { type FactPage, type FactRows, type FactSource, idArray } from '#capabilities/facts/server/index.ts'
import { deliveryFacts } from '#capabilities/outreach/core/delivery/facts.ts'
import type { AccountId } from '#kernel/id.ts'

/** Whether mail reaches the customers' people, and whether they want it. */
export const deliveryFactSource: FactSource = { definitions: deliveryFacts, load }

async function load({ tx, workspace, accounts }: FactPage): Promise<FactRows> {
  const { rows } = await sql<{ id: AccountId; suppressed: number; bounced: number }>`
    select c.account_id as id, count(distinct c.id)::int as suppressed,
      count(distinct c.id) filter (where s.reason = 'bounced')::int as bounced
    from mail_suppressions s
    join contacts c on c.workspace_id = s.workspace_id and lower(c.email) = s.address
    where s.workspace_id = ${workspace.id} and c.account_id = any(${idArray(accounts)}) and c.archived_at is null
    group by c.account_id
  `.execute(tx)
  const known = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    accounts.map((id) => {
      const { suppressed = 0, bounced = 0 } = known.get(id) ?? {}
      return [id, { 'outreach.suppressed': suppressed, 'outreach.bounced': bounced }]
    }),
  )
}
