import { sql } from 'kysely'
import { addDays, type Day, weekday } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { chanceSql } from './chanceSql.ts'

/** The Monday of a day's week. */
export function weekOf(on: Day): Day {
  return addDays(on, 1 - weekday(on))
}

/** Keeps how every open renewal stands, once a week: at the first turn of a day in it. */
export async function takeWeek(tx: Tx, workspace: { id: WorkspaceId }, today: Day): Promise<void> {
  const week = weekOf(today)
  const { rows } = await sql`
    insert into renewal_weeks (workspace_id, taken_on) values (${workspace.id}, ${week})
    on conflict do nothing returning taken_on
  `.execute(tx)
  if (rows.length === 0) return
  await sql`
    insert into renewal_snapshots (workspace_id, taken_on, renewal_id, term_end, category, chance, amount, at_stake, currency)
    select r.workspace_id, ${week}::date, r.id, r.term_end, r.category, ${chanceSql}, coalesce(r.amount, r.at_stake),
      r.at_stake, r.currency
    from renewals r
      join accounts a on a.workspace_id = r.workspace_id and a.id = r.account_id and a.archived_at is null
      left join account_facts f on f.workspace_id = r.workspace_id and f.account_id = r.account_id
    where r.workspace_id = ${workspace.id} and r.status = 'open'
  `.execute(tx)
}
