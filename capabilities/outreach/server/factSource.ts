import { sql } from 'kysely'
import { type FactPage, type FactRows, type FactSource, idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { leftOf } from '../core/budget.ts'
import { outreachFacts } from '../core/facts.ts'
import { readApproaches } from './approaches.ts'
import { readSettings } from './settings.ts'

/** What is known of the mail that customers had from us, and how often they may still be approached. */
export const outreachFactSource: FactSource = { definitions: outreachFacts, load }

type Row = { id: AccountId; sent: number; last: Day | null; replied: Day | null }

async function load(page: FactPage): Promise<FactRows> {
  const { tx, workspace, accounts, until } = page
  const limits = await readSettings(tx, workspace.id)
  const used = await readApproaches(tx, workspace.id, accounts, until.getTime())
  const { rows } = await sql<Row>`
    select account_id as id,
      count(*) filter (where decided_at >= ${new Date(until.getTime() - 28 * 86_400_000)})::int as sent,
      (max(decided_at) at time zone ${workspace.timeZone})::date as last,
      (max(replied_at) at time zone ${workspace.timeZone})::date as replied
    from outreach_messages
    where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and status in ('queued', 'sent')
      and decided_at <= ${until}
    group by account_id
  `.execute(tx)
  const byAccount = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    accounts.map((id) => {
      const row = byAccount.get(id)
      const account = used.accounts.get(id) ?? 0
      return [
        id,
        {
          'outreach.sent_28d': row?.sent ?? 0,
          'outreach.last_sent_on': row?.last ?? null,
          'outreach.replied_on': row?.replied ?? null,
          'outreach.budget_left': leftOf(limits, { contact: 0, account }).account,
        },
      ]
    }),
  )
}
