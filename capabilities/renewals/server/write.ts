import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, refused } from '#platform/http/refusal.ts'
import type { RenewalPageAnswer } from '../contract.ts'
import type { Call } from './call.ts'
import { readRenewalPage, theRow } from './pageRead.ts'
import type { RenewalRow } from './read.ts'

/** What of a renewal people change. */
export type RenewalColumns = Pick<
  RenewalRow,
  | 'category'
  | 'note'
  | 'probability'
  | 'amount'
  | 'closes_on'
  | 'next_step'
  | 'next_step_on'
  | 'checklist'
  | 'decisions'
  | 'status'
  | 'outcome'
  | 'closed_by'
  | 'closed_amount'
  | 'loss_reason'
  | 'loss_evidence'
  | 'loss_lesson'
  | 'loss_avoidable'
  | 'win_back_on'
  | 'reverts'
> & { closed_at: Date | null }

export type Seen = { id: string; version: number }

export const refuse = (field: string, rule: string, value?: string) =>
  refused([{ field, rule: `renewals.${rule}`, ...(value === undefined ? {} : { value }) }])

/** The renewal, held for a change, still at the version that was seen and in the state that the change needs. */
export async function lockRenewal(tx: Tx, call: Call, seen: Seen, status: 'open' | 'closed'): Promise<RenewalRow> {
  const { workspaceId } = call.caller
  await sql`select 1 from renewals where workspace_id = ${workspaceId} and id = ${seen.id} for no key update`.execute(
    tx,
  )
  const row = await theRow(tx, call, seen.id)
  if (row.version !== seen.version) throw changedMeanwhile(row.version)
  if (row.status !== status) throw refuse('status', status === 'open' ? 'not_open' : 'not_closed')
  return row
}

/** What is kept beside a change for the machine alone, and says nothing to who reads the audit log. */
const silent = new Set(['reverts'])

/** Writes changed columns: with the audit entry that can take them back, the account's facts, and a word to open pages. */
export async function writeRenewal(
  tx: Tx,
  call: Call,
  row: RenewalRow,
  action: string,
  patch: Partial<RenewalColumns>,
): Promise<RenewalPageAnswer> {
  const { workspaceId } = call.caller
  const next = { ...row, ...patch }
  const version = row.version + 1
  const keys = (Object.keys(patch) as (keyof RenewalColumns)[]).filter((key) => !same(row[key], next[key]))
  if (keys.length === 0) return readRenewalPage(tx, call, row.id)
  await sql`
    update renewals set category = ${next.category}, note = ${next.note}, probability = ${next.probability},
      amount = ${next.amount}, closes_on = ${next.closes_on}, next_step = ${next.next_step},
      next_step_on = ${next.next_step_on}, checklist = ${next.checklist}::text[],
      decisions = ${JSON.stringify(next.decisions)}::jsonb, status = ${next.status}, outcome = ${next.outcome},
      closed_at = ${next.closed_at}, closed_by = ${next.closed_by}, closed_amount = ${next.closed_amount},
      loss_reason = ${next.loss_reason}, loss_evidence = ${next.loss_evidence}, loss_lesson = ${next.loss_lesson},
      loss_avoidable = ${next.loss_avoidable}, win_back_on = ${next.win_back_on},
      reverts = ${next.reverts === null ? null : JSON.stringify(next.reverts)}::jsonb, version = ${version},
      updated_at = ${call.now()}
    where workspace_id = ${workspaceId} and id = ${row.id}
  `.execute(tx)
  const told = keys.filter((key) => !silent.has(key))
  const only = (from: RenewalRow) => Object.fromEntries(told.map((key) => [key, from[key]]))
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: row.id,
    accountId: row.account_id,
    before: { ...only(row), version: row.version },
    after: { ...only(next), version },
  })
  await markDirty(tx, workspaceId, [row.account_id])
  await call.live.publish(workspaceId, { topic: 'renewal', ids: [row.id, row.account_id] }, tx)
  return readRenewalPage(tx, call, row.id)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Takes back the change of a judgement that made the version that was seen, by what the audit log kept of before. */
export async function undoRenewal(tx: Tx, call: Call, seen: Seen): Promise<RenewalPageAnswer> {
  const row = await lockRenewal(tx, call, seen, 'open')
  const { rows } = await sql<{ before: Partial<RenewalColumns> & { version: number } }>`
    select before from audit_log
    where workspace_id = ${call.caller.workspaceId} and subject_id = ${seen.id} and action in ('renewal.update', 'renewal.undo')
      and (after ->> 'version')::int = ${seen.version}
    order by at desc, id desc limit 1
  `.execute(tx)
  if (!rows[0]) throw refuse('version', 'nothing_to_undo')
  const { version: _version, ...before } = rows[0].before
  return writeRenewal(tx, call, row, 'renewal.undo', before)
}
