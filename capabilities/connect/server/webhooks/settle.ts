import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { originMark, queueMails } from '#platform/mail/outbox.ts'
import type { Attempt } from '#capabilities/connect/contract/webhooks.ts'
import { pauseAfter } from '#capabilities/connect/core/retry.ts'
import type { Leased } from './lease.ts'

const keptAttempts = 20

/** Writes down how telling a receiver went, and when it is tried again; an endpoint that has failed for days is paused. */
export async function settle(
  database: Database,
  delivery: Leased,
  { attempt, retryAfter }: { attempt: Attempt; retryAfter: number },
  { token, chance, newId }: { token: string; chance: number; newId: () => string },
): Promise<void> {
  const { id, workspaceId, endpointId } = delivery
  const arrived = attempt.status !== null && attempt.status >= 200 && attempt.status < 300
  const pause = arrived ? 0 : pauseAfter(delivery.attempts, chance)
  const status = arrived ? 'done' : pause === null ? 'failed' : 'due'
  const log = JSON.stringify([...delivery.log, attempt].slice(-keptAttempts))
  await database.workspace(workspaceId, async (tx) => {
    const told = sql`
      update webhook_deliveries set status = ${status}, lease = null, lease_until = null, log = ${log}::jsonb,
        next_at = now() + ${Math.max(pause ?? 0, retryAfter)} * interval '1 second',
        done_at = case when ${arrived} then now() end
      where workspace_id = ${workspaceId} and id = ${id} and lease = ${token} returning endpoint_id`
    if (arrived) {
      await sql`
        with told as (${told})
        update webhook_endpoints e set failing_since = null from told
        where e.workspace_id = ${workspaceId} and e.id = told.endpoint_id and e.failing_since is not null
      `.execute(tx)
      return
    }
    const { rows } = await told.execute(tx)
    if (rows.length === 0) return // it took so long that another process has it now
    await sql`update webhook_endpoints set failing_since = now()
      where id = ${endpointId} and failing_since is null`.execute(tx)
    if (attempt.status === 410) await pauseEndpoint(tx, delivery, 'gone', newId)
    else if (status === 'failed') await pauseEndpoint(tx, delivery, 'failing', newId)
  })
}

/** Pauses an endpoint that says it is gone, or to which nothing has arrived for as long as a delivery is tried. */
async function pauseEndpoint(tx: Tx, delivery: Leased, reason: 'gone' | 'failing', newId: () => string): Promise<void> {
  const { workspaceId, endpointId } = delivery
  const { rows } = await sql<{ name: string; email: string; person: string; locale: 'ja' | 'en' }>`
    with paused as (
      update webhook_endpoints set paused_at = now(), pause_reason = ${reason}
      where id = ${endpointId} and paused_at is null
        and (${reason} = 'gone' or failing_since < now() - interval '60 hours')
      returning workspace_id, name, created_by
    )
    select e.name, p.email, p.name as person, coalesce(p.locale, w.locale) as locale
    from paused e join people p on p.workspace_id = e.workspace_id and p.id = e.created_by
    join workspaces w on w.workspace_id = e.workspace_id
  `.execute(tx)
  const [paused] = rows
  if (!paused) return
  const by = { workspaceId, system: true } as const
  await recordChange(tx, { by, action: 'webhook.pause', subjectId: endpointId, after: { name: paused.name, reason } })
  const { subject, text } = words[paused.locale](paused)
  await queueMails(tx, workspaceId, [
    {
      id: newId(),
      accountId: null,
      contactId: null,
      to: { address: paused.email, name: paused.person },
      senderId: null,
      subject,
      text,
      html: null,
      kind: 'transactional',
      purpose: 'webhook_paused',
      notBefore: new Date(0),
    },
  ])
}

type Told = { name: string; person: string }
const words = {
  ja: ({ name, person }: Told) => ({
    subject: `【Banso】Webhook「${name}」を停止しました`,
    text: `${person} 様\n\nWebhook「${name}」の送信先に届かない状態が続いたため、送信を停止しました。\n停止中に起きたことは30日間保管され、再開すると送信されます。\n\n送信先を確認し、次の画面から再開してください。\n${originMark}/settings/webhooks\n`,
  }),
  en: ({ name, person }: Told) => ({
    subject: `Banso: the webhook "${name}" was paused`,
    text: `Hello ${person},\n\nNothing has arrived at the address of the webhook "${name}" for days, so it was paused.\nWhat happens meanwhile is kept for 30 days and goes out once it is resumed.\n\nCheck the receiver and resume the webhook here:\n${originMark}/settings/webhooks\n`,
  }),
}
