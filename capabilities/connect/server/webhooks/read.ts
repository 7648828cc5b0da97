import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { Delivery, Endpoint } from '#capabilities/connect/contract/webhooks.ts'
import { payloadOf } from './tell.ts'

type Row = Pick<Endpoint, 'id' | 'name' | 'url' | 'events' | 'pauseReason' | 'waiting'> & {
  failing_since: Date | null
  paused_at: Date | null
  old_secret_until: Date | null
  last_done_at: Date | null
  created_at: Date
}

/** Who is told of what happens, or one of them. */
export async function readEndpoints(tx: Tx, id: string | null = null): Promise<Endpoint[]> {
  const { rows } = await sql<Row>`
    select e.id, e.name, e.url, e.events, e.pause_reason as "pauseReason", e.failing_since, e.paused_at, e.created_at,
      case when e.old_secret_until > now() then e.old_secret_until end as old_secret_until,
      (select count(*)::int from webhook_deliveries d where d.workspace_id = e.workspace_id and d.endpoint_id = e.id
        and d.status in ('due', 'leased')) as waiting,
      (select max(d.done_at) from webhook_deliveries d where d.workspace_id = e.workspace_id and d.endpoint_id = e.id)
        as last_done_at
    from webhook_endpoints e where ${id}::uuid is null or e.id = ${id}::uuid
    order by e.created_at, e.id
  `.execute(tx)
  return rows.map(({ failing_since, paused_at, old_secret_until, last_done_at, created_at, ...row }) => ({
    ...row,
    state: paused_at ? 'paused' : failing_since ? 'failing' : 'active',
    failingSince: failing_since?.toISOString() ?? null,
    pausedAt: paused_at?.toISOString() ?? null,
    oldSecretUntil: old_secret_until?.toISOString() ?? null,
    lastDoneAt: last_done_at?.toISOString() ?? null,
    createdAt: created_at.toISOString(),
  }))
}

type DeliveryRow = Pick<Delivery, 'id' | 'eventId' | 'type' | 'status' | 'attempts' | 'log'> & {
  next_at: Date
  at: Date
  done_at: Date | null
  data: unknown
}

type Asked = { id: string; status?: 'due' | 'done' | 'failed' | undefined; cursor?: string | undefined; limit: number }

/** What was told to an endpoint, newest first; the cursor is the id of the last one read. */
export async function readDeliveries(tx: Tx, { id, status, cursor, limit }: Asked) {
  const states = status === undefined ? null : status === 'due' ? ['due', 'leased'] : [status]
  const { rows } = await sql<DeliveryRow>`
    select d.id, d.event_id as "eventId", v.type, d.status, d.attempts, d.log, d.next_at, v.at, d.done_at, v.data
    from webhook_deliveries d join webhook_events v on v.workspace_id = d.workspace_id and v.id = d.event_id
    where d.endpoint_id = ${id} and (${states}::text[] is null or d.status = any (${states}::text[]))
      and (${cursor ?? null}::uuid is null or (d.created_at, d.id) <
        (select c.created_at, c.id from webhook_deliveries c where c.endpoint_id = ${id} and c.id = ${cursor ?? null}::uuid))
    order by d.created_at desc, d.id desc limit ${limit + 1}
  `.execute(tx)
  const shown = rows.slice(0, limit).map(
    ({ next_at, at, done_at, data, ...row }): Delivery => ({
      ...row,
      nextAt: row.status === 'due' ? next_at.toISOString() : null,
      at: at.toISOString(),
      doneAt: done_at?.toISOString() ?? null,
      payload: payloadOf({ type: row.type, at, data }),
    }),
  )
  return { rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null }
}
