import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { TestDatabase } from '#test/servers/database.ts'
import { pastFacts } from './pastFacts.ts'

/**
 * Forty-eight customers who began within twelve weeks, a year and a half ago: every fourth was looked after by technology
 * alone, lost 30 points of health 100 days before it left, and left one to four months ago.
 */
export async function leavers(database: TestDatabase, events: EventStore, workspaceId: WorkspaceId): Promise<void> {
  const today = dayOf(Date.now(), 'Asia/Tokyo')
  const ago = (days: number) => addDays(today, -days)
  const past = pastFacts(events, workspaceId)
  const accounts = Array.from({ length: 48 }, (_, at) => {
    const [started, lost] = [520 + (at % 12) * 7, at % 4 === 0 ? 60 + at : null]
    const id = crypto.randomUUID()
    const touch = lost === null ? 'high' : 'tech'
    past.known(started, id, { 'health.score': 70 + (started % 9), 'account.touch_model': touch })
    if (lost !== null) past.known(lost + 100, id, { 'health.score': 40 + (started % 9) })
    return { id, name: `離反研究所${at}`, started: ago(started), lost: lost === null ? null : ago(lost) }
  })
  await past.keep()
  const rows = sql`jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as row (id uuid, name text, started date, lost date)`
  await database.workspace(workspaceId, async (tx) => {
    await sql`insert into accounts (workspace_id, id, name) select ${workspaceId}::uuid, id, name from ${rows}`.execute(
      tx,
    )
    await sql`
      insert into contracts (workspace_id, id, account_id, currency, start_on, end_on)
      select ${workspaceId}::uuid, gen_random_uuid(), id, 'JPY', started, lost from ${rows}
    `.execute(tx)
    await sql`
      insert into churn_records (workspace_id, id, account_id, churned_on, reason)
      select ${workspaceId}::uuid, gen_random_uuid(), id, lost, '使われなかった' from ${rows} where lost is not null
    `.execute(tx)
    await markDirty(
      tx,
      workspaceId,
      accounts.map(({ id }) => id as AccountId),
    )
  })
}
