import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { Cta } from './ctaRead.ts'
import { type Call, type CtaColumns, lockCta, refuse, writeCta } from './ctaWrite.ts'

/**
 * Takes back the change that made the version that was seen, by what the audit log kept of before. A CTA that was made by
 * hand is closed as not needed.
 */
export async function undoCta(tx: Tx, call: Call, given: { id: string; version: number }): Promise<Cta> {
  const row = await lockCta(tx, call, given)
  const { rows } = await sql<{ action: string; before: (Partial<CtaColumns> & { version: number }) | null }>`
    select action, before from audit_log
    where workspace_id = ${call.caller.workspaceId} and subject_id = ${given.id}
      and (after ->> 'version')::int = ${given.version} and action like 'cta.%'
    order by at desc, id desc limit 1
  `.execute(tx)
  const [made] = rows
  if (!made) throw refuse('version', 'nothing_to_undo')
  if (!made.before) {
    const closed = {
      status: 'closed',
      outcome: 'not_needed',
      closed_by: call.caller.personId,
      closed_at: call.now(),
    } as const
    return writeCta(tx, call, row, 'cta.undo', closed)
  }
  const { version: _version, ...before } = made.before
  await refuseSecondOpen(tx, call, row, before.status)
  return writeCta(tx, call, row, 'cta.undo', before)
}

/** Of one rule, one CTA of an account is open at a time. */
export async function refuseSecondOpen(
  tx: Tx,
  call: Call,
  row: { id: string; account_id: string; rule_key: string | null; status: string },
  next: string | undefined,
): Promise<void> {
  if (row.status !== 'closed' || next === 'closed' || next === undefined || row.rule_key === null) return
  const { rows } = await sql`
    select 1 from ctas where workspace_id = ${call.caller.workspaceId} and account_id = ${row.account_id}
      and rule_key = ${row.rule_key} and status <> 'closed' and id <> ${row.id}
  `.execute(tx)
  if (rows.length > 0) throw refuse('status', 'another_is_open')
}
