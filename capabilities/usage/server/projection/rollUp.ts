import { usageKinds } from '#capabilities/usage/core/event.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'

type Tools = { events: EventStore; workspaceId: WorkspaceId; nextVersion: () => Promise<number> }

/** Whose days are rolled up again, for which accounts, and between which days (both included). */
export type Days = {
  users: readonly string[]
  accounts: readonly string[]
  from?: string
  to?: string
}

const usersAtOnce = 300
const kinds = usageKinds.map((kind) => `'${kind}'`).join(', ')

/** Rolls days up again from the events, whatever stood there before. */
export async function rollUp({ events, workspaceId, nextVersion }: Tools, days: Days): Promise<void> {
  const { accounts, from = '1970-01-01', to = '2149-01-01' } = days
  for (let at = 0; at < days.users.length; at += usersAtOnce) {
    const users = days.users.slice(at, at + usersAtOnce)
    const version = await nextVersion()
    await events.command(rollUpSql, { workspaceId, users, accounts, from, to, version, later: await nextVersion() })
  }
}

const these = `workspace_id = {workspaceId:UUID} and account_id in {accounts:Array(UUID)} and user_key in {users:Array(String)}
  and day between {from:Date} and {to:Date}`

const rollUpSql = `
insert into usage_days
select * replace ({version:UInt64} as version, 1 as gone) from (select * from usage_days final where gone = 0 and ${these})
union all
select workspace_id, account_id, day, kind, event, user_key, chunk, any(person_key) as person_key,
  sum(quantity) as uses, max(at) as last_at, {later:UInt64} as version, 0 as gone
from (select * from events final where gone = 0 and ${these} and kind in (${kinds}))
group by workspace_id, account_id, day, kind, event, user_key, chunk`
