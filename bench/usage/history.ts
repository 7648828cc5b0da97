import { sql } from 'kysely'
import { addDays, type Day } from '#kernel/day.ts'
import type { Database } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'

export const customers = 20_000
const people = 5 * customers
const perVisit = 5 // events, of two features
const yearsOfUse = 2

/** Customers named acc-0 … as tracking clients name them; ids in the order of their numbers, so that use is made in order. */
export async function makeCustomers(database: Database, workspace: Workspace): Promise<void> {
  await database.workspace(workspace.id, async (tx) => {
    await sql`insert into accounts (workspace_id, id, name, touch_model, signed_up_on)
      select ${workspace.id}, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'acc-' || n,
        (array['high', 'low', 'tech'])[1 + n % 3], current_date - 730
      from generate_series(1, ${customers}::int) as n`.execute(tx)
    await sql`insert into account_external_ids (workspace_id, source, external_id, account_id)
      select workspace_id, 'product', name, id from accounts`.execute(tx)
  })
}

/** Fills events and their roll-up with two years of use up to yesterday, month by month, past journal and ingest. */
export async function makeUse(events: EventStore, workspace: Workspace, today: Day, count: number): Promise<void> {
  const days = 365 * yearsOfUse
  const [from, parts] = [addDays(today, -days), 4 * yearsOfUse]
  for (let part = 0; part < parts; part++) {
    const [begin, end] = [Math.floor((days * part) / parts), Math.floor((days * (part + 1)) / parts)]
    const params = { workspace: workspace.id, from: addDays(from, begin), days: end - begin, part }
    const visits = Math.round(count / perVisit / parts)
    await events.command(visited, { ...params, visits, people })
  }
  await events.command(rolledUp, { workspace: workspace.id })
}

const visited = `insert into events (workspace_id, account_id, user_key, at, message, kind, event, day, person_key, group_key,
  tied, received_at, props, chunk, version)
select {workspace:UUID}, toUUID(concat('00000000-0000-7000-8000-', lower(leftPad(hex(1 + intDiv(person, 5)), 12, '0')))),
  concat('user-', toString(person)) as who, at, generateUUIDv4(), 'track',
  ['opened', 'saved', 'shared', 'exported', 'searched', 'planned', 'invited', 'printed'][1 + (luck + step % 2) % 8],
  on, who, '', true, at, concat('{"plan":"', if(luck % 3 = 0, 'pro', 'free'), '","rows":', toString(luck % 100), '}'), 1, 1
from (
  select intDiv(number * {people:UInt64}, {visits:UInt64}) as person, cityHash64(number, {part:UInt64}) as luck,
    {from:Date} + luck % {days:UInt64} as on, arrayJoin(range(${perVisit})) as step,
    toDateTime64(on, 3, 'UTC') + toIntervalMinute((luck % 500) + step) as at
  from numbers({visits:UInt64})
)`

const rolledUp = `insert into usage_days (workspace_id, account_id, day, kind, event, user_key, chunk, person_key, uses, last_at, version)
select workspace_id, account_id, day, kind, event, user_key, 0, any(person_key), sum(quantity), max(at), 1
from events where workspace_id = {workspace:UUID}
group by workspace_id, account_id, day, kind, event, user_key`
