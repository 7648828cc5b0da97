import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import { isOfTheGone } from '#platform/database/lead.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Attempt } from '#capabilities/connect/contract/webhooks.ts'

/** One event that this process is about to tell one receiver. */
export type Leased = {
  id: string
  workspaceId: WorkspaceId
  endpointId: string
  eventId: string
  type: string
  at: Date
  data: unknown
  url: string
  secret: string
  oldSecret: string | null
  attempts: number
  log: Attempt[]
}

/** How many deliveries to one receiver are under way at once, and to one that does not answer. */
const atOnce = 5
const whileFailing = 1

/**
 * Has what processes that died had taken wait again: a receiver with as many under way as it may have at once would be told
 * nothing more until their minute is over. Some of it may have arrived; it comes again under the same id.
 */
export async function takeBack(database: Database, self: string): Promise<void> {
  await database.system((tx) =>
    sql`
      update webhook_deliveries set status = 'due', lease = null
      where status = 'leased' and (lease_until < now() or (lease <> ${self} and ${isOfTheGone(sql`lease`)}))
    `.execute(tx),
  )
}

/**
 * Takes deliveries that are due, by the database's clock. A receiver gets so many at once and no more, so that one that
 * hangs holds up nobody but itself; of two processes that ask at once, one gets a receiver and the other goes on to the
 * next.
 */
export async function takeDue(database: Database, token: string, most: number): Promise<Leased[]> {
  return database.system(async (tx) => {
    const { rows } = await sql<Leased>`
      with receivers as (
        select e.workspace_id, e.id, e.url, e.secret, e.failing_since,
          case when e.old_secret_until > now() then e.old_secret end as old_secret
        from webhook_endpoints e
        where e.paused_at is null and not exists (
            select from effect_holds h where h.workspace_id = e.workspace_id and h.released_at is null)
          and exists (
          select from webhook_deliveries d where d.workspace_id = e.workspace_id and d.endpoint_id = e.id
            and d.status = 'due' and d.next_at <= now())
        for update of e skip locked
      ), room as (
        select r.*, greatest(0, case when r.failing_since is null then ${atOnce}::int else ${whileFailing}::int end - (
          select count(*)::int from webhook_deliveries d
          where d.workspace_id = r.workspace_id and d.endpoint_id = r.id and d.status = 'leased')) as free
        from receivers r
      ), taken as (
        select r.*, d.id as delivery_id from room r cross join lateral (
          select d.id from webhook_deliveries d where d.workspace_id = r.workspace_id and d.endpoint_id = r.id
            and d.status = 'due' and d.next_at <= now()
          order by d.next_at limit r.free
        ) d limit ${most}
      )
      update webhook_deliveries d
      set status = 'leased', lease = ${token}, lease_until = now() + interval '60 seconds', attempts = d.attempts + 1
      from taken t join webhook_events v on v.workspace_id = t.workspace_id
      where d.workspace_id = t.workspace_id and d.id = t.delivery_id and v.id = d.event_id
      returning d.id, d.workspace_id as "workspaceId", d.endpoint_id as "endpointId", d.event_id as "eventId", v.type,
        v.at, v.data, t.url, t.secret, t.old_secret as "oldSecret", d.attempts, d.log
    `.execute(tx)
    return rows
  })
}

/** Gives back what was taken and not sent: Banso is stopping. */
export async function giveBack(database: Database, token: string): Promise<void> {
  await database.system((tx) =>
    sql`update webhook_deliveries set status = 'due', lease = null, attempts = attempts - 1, next_at = now()
      where status = 'leased' and lease = ${token}`.execute(tx),
  )
}
