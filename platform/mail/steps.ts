import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import { type MailHooks, type MailResult, tell } from './hooks.ts'
import { messageIdOf } from './message.ts'
import { noteFine, noteTrouble } from './servers.ts'
import type { Handover } from './smtp.ts'

/** Minutes until a mail that was put off is tried again; after the last one it has failed: about two days in all. */
const pauses = [1, 5, 15, 60, 180, 360, 720, 1440]

type Mail = { readonly id: string; readonly attempts: number; readonly from: { readonly address: string } }

/**
 * Writes down that a mail is being handed over, before it is. Answers its Message-ID, or null where it is not ours to hand
 * over any more: it was held meanwhile (somebody has unsubscribed), or the lease is over.
 */
export async function begin(tx: Tx, workspaceId: WorkspaceId, token: string, mail: Mail): Promise<string | null> {
  const { rows } = await sql<{ message_id: string }>`
    update mails set status = 'handing', handed_at = now(), lease_until = now() + interval '2 minutes',
      attempts = attempts + 1, from_address = coalesce(from_address, ${mail.from.address}),
      message_id = coalesce(message_id, ${messageIdOf(mail.id, mail.from.address)})
    where workspace_id = ${workspaceId} and id = ${mail.id} and status = 'leased' and lease = ${token}
    returning message_id
  `.execute(tx)
  return rows[0]?.message_id ?? null
}

/** Writes down what became of handing a mail over. A word that comes after the lease was over still counts. */
export async function finish(
  tx: Tx,
  workspaceId: WorkspaceId,
  token: string,
  mail: Mail,
  done: Handover,
  hooks: MailHooks,
): Promise<void> {
  const pause = pauses[mail.attempts]
  const set = (status: string, reason: string | null, detail: string) => sql`
    update mails set status = ${status}, reason = ${reason}, detail = ${detail}, lease = null, lease_until = null,
      sent_at = case when ${status} = 'sent' then now() end,
      doubted_at = case when ${status} = 'in_doubt' then now() when kind = 'marketing' then null else doubted_at end,
      attempts = attempts - case when ${done.outcome} = 'trouble' then 1 else 0 end,
      not_before = case when ${status} <> 'queued' or ${done.outcome} = 'trouble' then not_before
        else now() + make_interval(mins => ${pause ?? 0}) end
    where workspace_id = ${workspaceId} and id = ${mail.id} and lease = ${token} and status in ('handing', 'in_doubt')
  `
  const ended = async (outcome: Exclude<MailResult['outcome'], 'replied'>, reason: string | null) => {
    const { numAffectedRows } = await set(outcome, reason, done.detail).execute(tx)
    if (numAffectedRows) await tell(hooks, tx, workspaceId, [{ id: mail.id, outcome, reason }])
  }
  if (done.outcome === 'sent') {
    await ended('sent', null)
    if (mail.attempts === 0) await noteFine(tx, workspaceId)
  }
  if (done.outcome === 'refused') await ended('failed', done.reason)
  if (done.outcome === 'unknown') await doubt(tx, workspaceId, [mail.id], hooks, token, done.detail)
  if (done.outcome === 'later') {
    if (pause === undefined) await ended('failed', 'gave_up')
    else await set('queued', done.reason, done.detail).execute(tx)
  }
  if (done.outcome === 'trouble') {
    await set('queued', null, done.detail).execute(tx)
    await noteTrouble(tx, workspaceId, done)
  }
}

/** Puts mails back that were leased and not begun. */
export async function giveBack(database: Database, workspaceId: WorkspaceId, token: string): Promise<void> {
  await database.workspace(workspaceId, (tx) =>
    sql`
      update mails set status = 'queued', lease = null, lease_until = null
      where workspace_id = ${workspaceId} and status = 'leased' and lease = ${token}
    `.execute(tx),
  )
}

/**
 * Looks for mails whose lease is over by the database's clock: a process was killed. What had not begun waits again; what
 * was being handed over is in doubt, for nobody knows whether it arrived. Answers whose they were.
 */
export async function takeBack(database: Database, hooks: MailHooks): Promise<Map<WorkspaceId, string[]>> {
  const gone = await database.ask(sql<{ workspace_id: WorkspaceId; ids: string[] }>`
    select workspace_id, array_agg(id) as ids from mails
    where status in ('leased', 'handing') and lease_until < now() group by workspace_id
  `)
  const changed = new Map<WorkspaceId, string[]>()
  for (const { workspace_id: workspaceId, ids } of gone) {
    await database.workspace(workspaceId, async (tx) => {
      await sql`
        update mails set status = 'queued', lease = null, lease_until = null
        where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and status = 'leased' and lease_until < now()
      `.execute(tx)
      await doubt(tx, workspaceId, ids, hooks, null, null)
    })
    changed.set(workspaceId, ids)
  }
  return changed
}

/** Marketing waits for a person's word; a transactional mail goes out again, and is listed as well. */
async function doubt(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  hooks: MailHooks,
  token: string | null,
  detail: string | null,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update mails set status = case when kind = 'marketing' then 'in_doubt' else 'queued' end, reason = 'broke_off',
      doubted_at = now(), detail = ${detail}, lease = case when kind = 'marketing' then lease end, lease_until = null
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and status = 'handing'
      and case when ${token}::uuid is null then lease_until < now() else lease = ${token} end
    returning id
  `.execute(tx)
  const results = rows.map(({ id }): MailResult => ({ id, outcome: 'in_doubt', reason: 'broke_off' }))
  await tell(hooks, tx, workspaceId, results)
}
