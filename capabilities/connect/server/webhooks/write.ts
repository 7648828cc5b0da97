import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { seal } from '#platform/identity/sealed.ts'
import { urlFault } from '#platform/outbound/send.ts'
import type { Endpoint } from '#capabilities/connect/contract/webhooks.ts'
import { testEvent, type WebhookEvent } from '#capabilities/connect/core/webhookEvents.ts'
import { readEndpoints } from './read.ts'
import { newSecret } from './secret.ts'

type Given = { name: string; url: string; events: readonly WebhookEvent[] }
type Patch = { [Key in keyof Given]?: Given[Key] | undefined } & { paused?: boolean | undefined }

/** One endpoint, or the answer that it is not there. */
export async function theEndpoint(tx: Tx, id: string): Promise<Endpoint> {
  const [endpoint] = await readEndpoints(tx, id)
  if (!endpoint) throw notFound()
  return endpoint
}

export async function createEndpoint(context: CallContext, given: Given) {
  refuseUrl(given.url)
  const { caller } = context
  const [id, secret] = [context.newId<string>(), newSecret()]
  const sealed = await seal(context.database, secret)
  const endpoint = await changing(context, async (tx) => {
    await sql`
      insert into webhook_endpoints (workspace_id, id, name, url, events, secret, created_by)
      values (${caller.workspaceId}, ${id}, ${given.name}, ${given.url}, ${[...new Set(given.events)]}, ${sealed},
        ${caller.personId})
    `.execute(tx)
    await recordChange(tx, { by: caller, action: 'webhook.create', subjectId: id, after: given })
    return theEndpoint(tx, id)
  })
  return { endpoint, secret }
}

export function updateEndpoint(context: CallContext, id: string, { paused, ...given }: Patch): Promise<Endpoint> {
  return changing(context, async (tx) => {
    const before = await theEndpoint(tx, id)
    if (given.url !== undefined) refuseUrl(given.url)
    const { name = before.name, url = before.url, events = before.events } = given
    const isPaused = before.state === 'paused'
    const wanted = paused ?? isPaused
    await sql`
      update webhook_endpoints set name = ${name}, url = ${url}, events = ${[...new Set(events)]},
        paused_at = case when not ${wanted} then null else coalesce(paused_at, now()) end,
        pause_reason = case when not ${wanted} then null else coalesce(pause_reason, 'person') end,
        failing_since = case when ${url !== before.url || (isPaused && !wanted)} then null else failing_since end
      where id = ${id}
    `.execute(tx)
    // What was waiting for its next attempt is told at once where somebody has mended the receiver.
    if (isPaused && !wanted)
      await sql`update webhook_deliveries set next_at = now() where endpoint_id = ${id} and status = 'due'`.execute(tx)
    const after = { name, url, events, paused: wanted }
    const was = { name: before.name, url: before.url, events: before.events, paused: isPaused }
    const keys = (Object.keys(after) as (keyof typeof after)[]).filter(
      (key) => JSON.stringify(after[key]) !== JSON.stringify(was[key]),
    )
    if (keys.length > 0) {
      const of = (values: object) =>
        Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key as 'name')))
      await recordChange(tx, {
        by: context.caller,
        action: 'webhook.update',
        subjectId: id,
        before: of(was),
        after: of(after),
      })
    }
    return theEndpoint(tx, id)
  })
}

export function removeEndpoint(context: CallContext, id: string) {
  return changing(context, async (tx) => {
    const { name, url } = await theEndpoint(tx, id)
    await sql`delete from webhook_endpoints where id = ${id}`.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'webhook.remove', subjectId: id, before: { name, url } })
    return { removed: true as const }
  })
}

/** A new secret; the one before it signs as well for a day. */
export async function rotateSecret(context: CallContext, id: string) {
  const secret = newSecret()
  const sealed = await seal(context.database, secret)
  const endpoint = await changing(context, async (tx) => {
    await theEndpoint(tx, id)
    await sql`
      update webhook_endpoints set old_secret = secret, old_secret_until = now() + interval '24 hours', secret = ${sealed}
      where id = ${id}
    `.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'webhook.secret', subjectId: id })
    return theEndpoint(tx, id)
  })
  return { endpoint, secret }
}

/** Sends an endpoint alone an event that means nothing. */
export function sendTestEvent(context: CallContext, id: string) {
  return changing(context, async (tx) => {
    const { name } = await theEndpoint(tx, id)
    const eventId = context.newId<string>()
    const { workspaceId } = context.caller
    await sql`insert into webhook_events (workspace_id, id, type, data)
      values (${workspaceId}, ${eventId}, ${testEvent}, ${JSON.stringify({ endpoint: name })})`.execute(tx)
    await sql`insert into webhook_deliveries (workspace_id, endpoint_id, event_id)
      values (${workspaceId}, ${id}, ${eventId})`.execute(tx)
    await wake(tx)
    return { eventId }
  })
}

type Replay = { id: string; from: string; to: string; only: 'failed' | 'all' }

/** Has what happened within a time told once more, from its first attempt on. */
export function replay(context: CallContext, { id, from, to, only }: Replay) {
  return changing(context, async (tx) => {
    await theEndpoint(tx, id)
    return again(
      tx,
      sql`endpoint_id = ${id} and created_at >= ${from} and created_at <= ${to}
      and status = any (${only === 'all' ? ['failed', 'done'] : ['failed']}::text[])`,
    )
  })
}

export function replayOne(context: CallContext, id: string) {
  return changing(context, async (tx) => {
    const { rows } = await sql`select from webhook_deliveries where id = ${id}`.execute(tx)
    if (rows.length === 0) throw notFound()
    return again(tx, sql`id = ${id} and status <> 'leased'`)
  })
}

async function again(tx: Tx, which: ReturnType<typeof sql>): Promise<{ deliveries: number }> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set status = 'due', attempts = 0, next_at = now(), done_at = null where ${which}
  `.execute(tx)
  await wake(tx)
  return { deliveries: Number(numAffectedRows ?? 0) }
}

const wake = (tx: Tx) => sql`select pg_notify('banso_webhooks', '')`.execute(tx)

function refuseUrl(url: string): void {
  const fault = urlFault(url)
  if (fault) throw refused([{ field: 'url', value: url, rule: `url.${fault}` }])
}

function changing<T>(context: CallContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return context.transaction(async (tx) => {
    const answer = await work(tx)
    await context.live.publish(context.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    return answer
  })
}
