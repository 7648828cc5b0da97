import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Quarantined } from '#capabilities/usage/contract/quarantine.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { Refusal } from '../core/event.ts'
import { readMessage } from '../core/segment.ts'
import { type Acceptance, acceptEvents } from './accept.ts'

type Row = {
  id: string
  received_at: Date
  write_key: string | null
  source: string | null
  position: number
  field: string | null
  rule: string
  payload: string
}

const select = sql`
  select q.id, q.received_at, k.name as write_key, k.source, q.position, q.field, q.rule, q.payload
  from event_quarantine q left join write_keys k on k.workspace_id = q.workspace_id and k.id = q.write_key_id`

/** A page of what waits, the latest first, and how much waits for which reason. */
export async function readQuarantine(tx: Tx, query: { cursor?: string; limit: number; rule?: string }) {
  const { rows } = await sql<Row>`
    ${select}
    where q.state = 'waiting' and (${query.rule ?? null}::text is null or q.rule = ${query.rule ?? null})
      and (${query.cursor ?? null}::uuid is null or q.id < ${query.cursor ?? null}::uuid)
    order by q.id desc limit ${query.limit + 1}
  `.execute(tx)
  const { rows: rules } = await sql<{ rule: string; messages: number }>`
    select rule, count(*) as messages from event_quarantine where state = 'waiting' group by rule order by 2 desc, 1
  `.execute(tx)
  const page = rows.slice(0, query.limit)
  return { rows: page.map(shown), next: rows.length > query.limit ? page.at(-1)!.id : null, rules }
}

function shown({ received_at, write_key, source: _, ...row }: Row): Quarantined {
  return { ...row, receivedAt: received_at.toISOString(), writeKey: write_key }
}

/** Sends one message in again, perhaps put right by hand. What is still wrong is told, and it goes on waiting. */
export function replay(context: CallContext, id: string, payload: string | undefined) {
  return context.transaction(async (tx) => {
    const { rows } = await sql<Row>`${select} where q.id = ${id} and q.state = 'waiting' for update of q`.execute(tx)
    if (!rows[0]) throw notFound()
    const outcome = await sendIn(tx, context, { ...rows[0], payload: payload ?? rows[0].payload })
    if (typeof outcome === 'object') throw refused([outcome])
    await settle(tx, context, [id], 'replayed')
    return { outcome }
  })
}

type Some = { ids?: string[] | undefined; rule?: string | undefined }
const atOnce = 1000

/** Sends messages in again as they are; those that are still refused go on waiting. */
export function replaySome(context: CallContext, some: Some) {
  return context.transaction(async (tx) => {
    const rows = await lockSome(tx, some)
    const done: string[] = []
    const count = { accepted: 0, duplicates: 0, stillRefused: 0 }
    for (const row of rows) {
      const outcome = await sendIn(tx, context, row)
      if (typeof outcome === 'object') count.stillRefused++
      else {
        done.push(row.id)
        count[outcome === 'accepted' ? 'accepted' : 'duplicates']++
      }
    }
    await settle(tx, context, done, 'replayed')
    return count
  })
}

export function discard(context: CallContext, some: Some) {
  return context.transaction(async (tx) => {
    const rows = await lockSome(tx, some)
    await settle(
      tx,
      context,
      rows.map((row) => row.id),
      'discarded',
    )
    return { discarded: rows.length }
  })
}

async function lockSome(tx: Tx, { ids, rule }: Some): Promise<Row[]> {
  const { rows } = await sql<Row>`
    ${select}
    where q.state = 'waiting' and (${ids ?? null}::uuid[] is null or q.id = any(${ids ?? null}::uuid[]))
      and (${rule ?? null}::text is null or q.rule = ${rule ?? null})
    order by q.id limit ${atOnce} for update of q
  `.execute(tx)
  return rows
}

async function sendIn(tx: Tx, context: CallContext, row: Row): Promise<Exclude<Acceptance, 'conflict'> | Refusal> {
  let message: unknown
  try {
    message = JSON.parse(row.payload)
  } catch {
    return { field: '', rule: 'not_json' }
  }
  const receivedAt = row.received_at.getTime()
  const read = readMessage(message, { receivedAt, sentAt: null, source: row.source ?? 'product', idFor: () => row.id })
  if ('refusal' in read) return read.refusal
  const [outcome] = await acceptEvents(tx, context.caller.workspaceId, [read])
  return outcome === 'conflict' ? { field: 'messageId', rule: 'conflict' } : outcome!
}

async function settle(tx: Tx, context: CallContext, ids: readonly string[], state: 'replayed' | 'discarded') {
  if (ids.length === 0) return
  await sql`update event_quarantine set state = ${state} where id = any(${ids}::uuid[])`.execute(tx)
  const action = state === 'replayed' ? 'quarantine.replay' : 'quarantine.discard'
  await recordChange(tx, { by: context.caller, action, subjectId: ids[0]!, after: { messages: ids.length } })
  await context.live.publish(context.caller.workspaceId, { topic: 'ingest', ids: [] }, tx)
}
