import { sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type EventStore, EventStoreUnavailable } from '#platform/events/store.ts'
import type { CallContext } from '#platform/http/context.ts'
import { callsPerMinute } from '#platform/http/keyLimit.ts'
import { growthOf, standingOf, type Use } from '../core/standing.ts'

const accountsMeasured = 100_000 // docs/benchmarks.md
const window = 28 // days by which growth is told

/** How much is used of what there is. */
export async function readLimits(call: CallContext) {
  const { caller, database, events, files } = call
  const today = dayOf(call.now().getTime(), caller.workspace.timeZone)
  const [stored, room, store] = await Promise.all([database.system(readStored), files.room(), bytesOf(events)])
  const own = await call.look((tx) => readOwn(tx, caller.workspaceId, caller.workspace.timeZone))
  const perDay = growthOf(stored.database + (store ?? 0), stored)
  const told = (use: Use) => ({ used: use.used, limit: use.limit, ...standingOf(use, today) })
  return {
    disk: { ...told({ used: room.size - room.free, limit: room.size, perDay }), perDay },
    database: stored.database,
    events: store,
    files: room.stored,
    accounts: told({ used: own.accounts, limit: accountsMeasured, perDay: null }),
    eventsPerDay: { mean: own.mean, most: own.most },
    mails: own.mailLimit === null ? null : told({ used: own.mails, limit: own.mailLimit, perDay: null }),
    keys: own.keys.map(({ name, at, calls }) => ({
      name,
      at,
      ...told({ used: calls, limit: callsPerMinute, perDay: null }),
    })),
  }
}

type Stored = { database: number; lately: number; all: number; days: number }

/** What the whole installation keeps: bytes of the database, and of the journal lately and at all. */
async function readStored(tx: Tx): Promise<Stored> {
  const { rows } = await sql<Stored>`
    select pg_database_size(current_database()) as database,
      coalesce(sum(octet_length(body)) filter (where at > now() - ${window} * interval '1 day'), 0)::bigint as lately,
      coalesce(sum(octet_length(body)), 0)::bigint as all,
      coalesce(ceil(extract(epoch from now() - greatest(min(at), now() - ${window} * interval '1 day')) / 86400), 0)::int as days
    from journal
  `.execute(tx)
  return rows[0]!
}

type Own = {
  accounts: number
  mean: number
  most: number
  mails: number
  mailLimit: number | null
  keys: { name: string; at: string; calls: number }[]
}

async function readOwn(tx: Tx, workspaceId: WorkspaceId, zone: string): Promise<Own> {
  const { rows } = await sql<Own>`
    with days as (
      select sum(row_count) as events from journal
      where workspace_id = ${workspaceId} and kind = 'events' and at > now() - interval '8 days'
        and (at at time zone ${zone})::date between (now() at time zone ${zone})::date - 7 and (now() at time zone ${zone})::date - 1
      group by (at at time zone ${zone})::date
    ), minutes as (
      select count(*) as mails from mails
      where workspace_id = ${workspaceId} and handed_at > now() - interval '1 day' group by date_trunc('minute', handed_at)
    )
    select (select count(*)::int from accounts where workspace_id = ${workspaceId}) as accounts,
      coalesce((select round(sum(events) / 7) from days), 0)::bigint as mean,
      coalesce((select max(events) from days), 0)::bigint as most,
      coalesce((select max(mails) from minutes), 0)::int as mails,
      (select per_minute from mail_servers where workspace_id = ${workspaceId}) as "mailLimit",
      coalesce((
        select jsonb_agg(jsonb_build_object('name', k.name, 'at', to_char(c.minute at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'calls', c.taken)
          order by c.taken desc, k.name)
        from api_calls c join api_keys k on k.workspace_id = c.workspace_id and k.id = c.key_id
        where c.workspace_id = ${workspaceId} and c.minute > now() - interval '10 minutes'
      ), '[]') as keys
  `.execute(tx)
  return rows[0]!
}

/** Bytes of the event store; null: it is not reached, and a page of limits is no place to fail for it. */
async function bytesOf(events: EventStore): Promise<number | null> {
  try {
    const [row] = await events.query<{ bytes: number }>(
      `select toFloat64(sum(bytes_on_disk)) as bytes from system.parts where active and database = currentDatabase()`,
    )
    return row!.bytes
  } catch (error) {
    if (error instanceof EventStoreUnavailable) return null
    throw error
  }
}

/** Whether the disk is nearly full and what is taken in, without a look into any store. */
export async function readWarning(call: CallContext) {
  const { disk } = call.files
  const taking = disk.taking()
  if (!call.caller.permissions.has('workspace.manage')) return { taking, level: 'fine' as const, free: null }
  const { size, free } = await disk.room()
  const today = dayOf(call.now().getTime(), call.caller.workspace.timeZone)
  return { taking, level: standingOf({ used: size - free, limit: size, perDay: null }, today).level, free }
}
