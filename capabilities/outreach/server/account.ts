import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { theAccount } from '#capabilities/accounts/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { AccountOutreach } from '../contract/account.ts'
import { budgetOf } from './budget.ts'
import type { Call } from './call.ts'
import { companyOf } from './company.ts'
import { followAgain } from './runs.ts'
import { stopRuns } from './schedule.ts'
import { noteReplies } from './told.ts'

type Run = Omit<AccountOutreach['runs'][number], 'stopped' | 'beganOn'> & {
  beganOn: string
  stoppedAt: Date | null
  stopReason: NonNullable<AccountOutreach['runs'][number]['stopped']>['reason'] | null
  stoppedBy: string | null
}
type Message = Omit<AccountOutreach['messages'][number], 'at' | 'reachedAt' | 'repliedAt'> & {
  at: Date
  reachedAt: Date | null
  repliedAt: Date | null
}

/** The mail of a customer: its sequences, what is planned, and what became of the rest. */
export async function readOutreach(
  tx: Tx,
  { caller, now }: Pick<Call, 'caller' | 'now'>,
  accountId: AccountId,
  planId?: string,
): Promise<AccountOutreach> {
  const { workspaceId } = caller
  await theAccount(tx, accountId)
  const { rows: runs } = await sql<Run>`
    select r.id, jsonb_build_object('key', r.sequence_key, 'name', s.definition -> 'name') as sequence, r.plan_id as "planId",
      r.began_on as "beganOn", r.held_out as "heldOut", r.stopped_at as "stoppedAt", r.stop_reason as "stopReason", p.name as "stoppedBy"
    from outreach_runs r
      join outreach_sequences s on s.workspace_id = r.workspace_id and s.key = r.sequence_key and s.retired_at is null
      left join people p on p.workspace_id = r.workspace_id and p.id = r.stopped_by
    where r.workspace_id = ${workspaceId} and r.account_id = ${accountId}
      ${planId === undefined ? sql`` : sql`and r.plan_id = ${planId}`}
    order by r.created_at desc, r.id
  `.execute(tx)
  const { rows: messages } = await sql<Message>`
    select m.id, m.kind, m.run_id as "runId", m.subject, coalesce(t.definition, n.definition) -> 'name' as template,
      d.mail ->> 'role' as role, k.name as step,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as contact, p.name as by, m.status,
      m.reason, m.detail, coalesce(m.decided_at, m.due_at) as at, m.waits_since is not null as waits,
      m.reached_at as "reachedAt", m.replied_at as "repliedAt",
      array(select v.body from activities v
        where v.workspace_id = m.workspace_id and v.id = any(m.answer_ids) and v.archived_at is null and v.body <> ''
        order by v.at, v.id) as answers
    from outreach_messages m
      left join outreach_templates t on t.workspace_id = m.workspace_id and t.id = m.template_id
      left join outreach_runs r on r.workspace_id = m.workspace_id and r.id = m.run_id
      left join outreach_sequences s on s.workspace_id = r.workspace_id and s.key = r.sequence_key and s.retired_at is null
      left join lateral (
        select mail from jsonb_array_elements(s.definition -> 'mails') mail where mail ->> 'key' = m.mail_key limit 1) d on true
      left join lateral (
        select o.definition from outreach_templates o
        where o.workspace_id = m.workspace_id and o.key = d.mail ->> 'template'
        order by o.version desc limit 1) n on true
      left join lateral (
        select jsonb_build_object('ja', x.name_ja, 'en', x.name_en) as name from plan_steps x
        where x.workspace_id = r.workspace_id and x.plan_id = r.plan_id and x.removed_at is null
          and x.key = coalesce(d.mail -> 'when' ->> 'step', d.mail -> 'purpose' ->> 'step') limit 1) k on true
      left join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
      left join people p on p.workspace_id = m.workspace_id and p.id = m.person_id
    where m.workspace_id = ${workspaceId} and m.account_id = ${accountId}
      ${planId === undefined ? sql`` : sql`and r.plan_id = ${planId}`}
    order by m.status = 'planned' desc, case when m.status = 'planned' then m.due_at end, m.decided_at desc nulls last, m.id
    limit 200
  `.execute(tx)
  const iso = (at: Date | null) => at && at.toISOString()
  return {
    budget: await budgetOf(tx, workspaceId, { accountId, contactId: null, now: now().getTime() }),
    runs: runs.map(({ stoppedAt, stopReason, stoppedBy, ...run }) => ({
      ...run,
      stopped: stoppedAt && stopReason ? { at: stoppedAt.toISOString(), reason: stopReason, by: stoppedBy } : null,
    })),
    messages: messages.map((one) => ({
      ...one,
      at: one.at.toISOString(),
      reachedAt: iso(one.reachedAt),
      repliedAt: iso(one.repliedAt),
    })),
  }
}

/** A person takes over at a customer: no sequence writes there until they are let go on. */
export async function setTakenOver(
  tx: Tx,
  call: Call,
  { id, takenOver }: { id: AccountId; takenOver: boolean },
): Promise<AccountOutreach> {
  const { workspaceId, workspace, personId } = call.caller
  await theAccount(tx, id)
  const which = takenOver ? sql`stopped_at is null` : sql`stop_reason = 'person_took_over'`
  const { rows } = await sql<{ id: string }>`
    select id from outreach_runs where workspace_id = ${workspaceId} and account_id = ${id} and ${which} for update
  `.execute(tx)
  const runs = rows.map((row) => row.id)
  if (runs.length === 0) return readOutreach(tx, call, id)
  if (takenOver)
    await stopRuns(tx, workspaceId, runs, { reason: 'person_took_over', now: call.now().getTime(), by: personId })
  else {
    await sql`
      update outreach_runs set stopped_at = null, stop_reason = null, stopped_by = null, created_at = ${call.now()}
      where workspace_id = ${workspaceId} and id = any(${sql`${runs}::uuid[]`})
    `.execute(tx)
    await sql`
      delete from outreach_messages where workspace_id = ${workspaceId} and run_id = any(${sql`${runs}::uuid[]`})
        and status = 'skipped' and reason = 'person_took_over'
    `.execute(tx)
    await followAgain(tx, await companyOf(tx, workspace, call.now()), runs)
  }
  await recordChange(tx, {
    by: call.caller,
    action: takenOver ? 'mail_sequence.take_over' : 'mail_sequence.go_on',
    subjectId: id,
    accountId: id,
    before: { takenOver: !takenOver },
    after: { takenOver },
  })
  await call.live.publish(workspaceId, { topic: 'mail', ids: [id] }, tx)
  return readOutreach(tx, call, id)
}

/** Says that a mail was answered, where the answer did not come in by itself. */
export async function markReplied(tx: Tx, call: Call, id: string): Promise<AccountOutreach> {
  const { workspaceId } = call.caller
  const { rows } = await sql<{
    id: string
    accountId: AccountId
    contactId: string | null
    runId: string | null
    subject: string
    known: boolean
  }>`
    select id, account_id as "accountId", contact_id as "contactId", run_id as "runId", subject, replied_at is not null as known
    from outreach_messages where workspace_id = ${workspaceId} and id = ${id} and status in ('queued', 'sent') for update
  `.execute(tx)
  const message = rows[0]
  if (!message) throw notFound()
  if (!message.known) {
    await sql`
      update outreach_messages set replied_at = ${call.now()} where workspace_id = ${workspaceId} and id = ${id}
    `.execute(tx)
    await noteReplies(tx, workspaceId, [{ ...message, answer: null }], call.now())
    await recordChange(tx, {
      by: call.caller,
      action: 'mail.replied',
      subjectId: id,
      accountId: message.accountId,
      before: null,
      after: { subject: message.subject },
    })
    await markDirty(tx, workspaceId, [message.accountId])
    await call.live.publish(workspaceId, { topic: 'mail', ids: [message.accountId] }, tx)
    await call.live.publish(workspaceId, { topic: 'account', ids: [message.accountId] }, tx)
  }
  return readOutreach(tx, call, message.accountId)
}
