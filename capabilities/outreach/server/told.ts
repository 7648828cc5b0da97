import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { recordActivities } from '#capabilities/timeline/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { MailAnswer, MailResult } from '#platform/mail/hooks.ts'
import { stopRuns } from './schedule.ts'
import { stableId } from './stableId.ts'

type Answered = Row & { answer: MailAnswer | null }
type Row = { id: string; accountId: AccountId; contactId: string | null; runId: string | null; subject: string }
const optedOut: readonly string[] = ['unsubscribed', 'suppressed', 'complaint', 'by_hand']

/** Keeps what became of mails of ours; an answer stands on the timeline and ends the sequence, as does wanting no more. */
export const keepResults =
  (now: () => Date) =>
  async (tx: Tx, workspaceId: WorkspaceId, results: readonly MailResult[]): Promise<void> => {
    const at = now()
    const rows = results.map(({ id, outcome, reason }) => ({ id, outcome, reason }))
    const { rows: ours } = await sql<Row>`
      update outreach_messages m set
        status = case when d.outcome = 'sent' then 'sent' when d.outcome = 'held' then 'skipped'
          when d.outcome in ('failed', 'in_doubt', 'bounced') then 'failed' else m.status end,
        reason = case when d.outcome in ('failed', 'in_doubt', 'bounced') then 'not_accepted'
          when d.outcome = 'held' then coalesce(nullif(d.reason, ''), 'suppressed') else m.reason end,
        detail = coalesce(case when d.outcome in ('failed', 'in_doubt', 'bounced') then d.outcome end, m.detail),
        replied_at = case when d.outcome = 'replied' then coalesce(m.replied_at, ${at}) else m.replied_at end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (id uuid, outcome text, reason text)
      where m.workspace_id = ${workspaceId} and m.id = d.id
      returning m.id, m.account_id as "accountId", m.contact_id as "contactId", m.run_id as "runId", m.subject
    `.execute(tx)
    if (ours.length === 0) return
    const byId = new Map(results.map((result) => [result.id, result]))
    const replied = ours.flatMap((row) => {
      const result = byId.get(row.id)!
      return result.outcome === 'replied' ? [{ ...row, answer: result.answer }] : []
    })
    await noteReplies(tx, workspaceId, replied, at)
    const out = ours.filter(
      ({ id }) => byId.get(id)!.outcome === 'held' && optedOut.includes(byId.get(id)!.reason ?? ''),
    )
    const runs = (some: readonly Row[]) => [...new Set(some.flatMap(({ runId }) => runId ?? []))]
    await stopRuns(tx, workspaceId, runs(out), { reason: 'opted_out', now: at.getTime(), by: null })
    await markDirty(tx, workspaceId, [...new Set(ours.map(({ accountId }) => accountId))])
  }

/**
 * Answers to mails: on the timeline with their words, and the sequences they belong to are over for these customers. One
 * that is brought twice stands there once; one that somebody else at the customer wrote stands under their name.
 */
export async function noteReplies(
  tx: Tx,
  workspaceId: WorkspaceId,
  rows: readonly Answered[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return
  const writers = await readWriters(tx, workspaceId, rows)
  const ids = await recordActivities(
    tx,
    workspaceId,
    rows.map(({ id, accountId, contactId, subject, answer }) => ({
      ...(answer?.messageId ? { id: stableId('answer', id, answer.messageId) } : {}),
      accountId,
      kind: 'mail' as const,
      at,
      contactIds: [writers.get(id) ?? contactId ?? []].flat(),
      direction: 'in' as const,
      title: `Re: ${subject}`,
      body: answer?.text ?? '',
    })),
  )
  const links = rows.map(({ id }, index) => ({ id, answer: ids[index] }))
  await sql`
    update outreach_messages m set answer_ids = m.answer_ids || d.answer
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as d (id uuid, answer uuid)
    where m.workspace_id = ${workspaceId} and m.id = d.id and not m.answer_ids @> array[d.answer]
  `.execute(tx)
  const runs = [...new Set(rows.flatMap(({ runId }) => runId ?? []))]
  await stopRuns(tx, workspaceId, runs, { reason: 'replied', now: at.getTime(), by: null })
}

/** Who at the customer wrote an answer, by their address; not there: nobody we know by it. */
async function readWriters(tx: Tx, workspaceId: WorkspaceId, rows: readonly Answered[]): Promise<Map<string, string>> {
  const from = rows.flatMap(({ id, accountId, answer }) =>
    answer?.from ? [{ id, accountId, address: answer.from }] : [],
  )
  if (from.length === 0) return new Map()
  const { rows: writers } = await sql<{ id: string; contactId: string }>`
    select d.id, (array_agg(c.id order by c.id))[1] as "contactId"
    from jsonb_to_recordset(${JSON.stringify(from)}::jsonb) as d (id uuid, "accountId" uuid, address text)
      join contacts c on c.workspace_id = ${workspaceId} and c.account_id = d."accountId" and lower(c.email) = d.address
    group by d.id
  `.execute(tx)
  return new Map(writers.map(({ id, contactId }) => [id, contactId]))
}
