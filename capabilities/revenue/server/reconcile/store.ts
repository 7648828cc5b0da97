import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { FileRows } from '#capabilities/connect/server/index.ts'
import { showable } from '#capabilities/connect/core/showable.ts'
import type { formSchema } from '#capabilities/revenue/contract/reconcile.ts'
import type { Month } from '#capabilities/revenue/core/calendar/month.ts'
import type { FigureKind } from '#capabilities/revenue/core/reconcile/figure.ts'
import { differenceOf } from '#capabilities/revenue/core/reconcile/totals.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { Comparison } from './compare.ts'

export type Form = z.input<typeof formSchema>

/** Cells of a column that are shown. */
const shownSamples = 3

/** How a list was read, as it is shown. */
export function formOf({ form, settings, missing }: FileRows, months: readonly Month[]): Form {
  const { encoding, delimiter, headerLine } = form.reading
  return {
    encoding,
    delimiter,
    headerLine,
    columns: form.names.map((name, at) => ({
      name: showable(name),
      samples: [...new Set(form.samples[at]!.filter((cell) => cell.trim() !== ''))]
        .slice(0, shownSamples)
        .map((cell) => showable(cell, 60)),
      field: settings.mapping[at] ?? null,
    })),
    months: [...months],
    missing: [...missing],
    currency: settings.options['currency'] ?? '',
  }
}

/** What comes of a list is there until its maker compares anew, or for a day; unless it is kept. */
export async function putReconciliation(
  tx: Tx,
  call: CallContext,
  of: { fileName: string; kind: FigureKind; month: Month; form: Form },
  { rows, totals, issues, counts }: Comparison,
): Promise<string> {
  const { workspaceId, personId, workspace } = call.caller
  const id = call.newId<string>()
  await sql`
    delete from revenue_reconciliations where workspace_id = ${workspaceId} and person_id = ${personId} and kept_at is null
  `.execute(tx)
  await forgetLeft(tx, workspaceId)
  await sql`
    insert into revenue_reconciliations (workspace_id, id, person_id, file_name, kind, month, currency, form, counts, totals, created_at)
    values (${workspaceId}, ${id}, ${personId}, ${of.fileName}, ${of.kind}, ${of.month}, ${workspace.currency},
      ${JSON.stringify(of.form)}::jsonb, ${JSON.stringify(counts)}::jsonb, ${JSON.stringify(totals)}::jsonb, ${call.now()})
  `.execute(tx)
  const written = rows.map(({ account, name, line, lines, ours, theirs, told: { reason, ...detail } }, place) => ({
    place, account, name: name === null ? null : showable(name), line, lines, ours, theirs, reason, detail,
    difference: differenceOf({ ours, theirs }),
  })) // biome-ignore format: one row
  for (let at = 0; at < written.length; at += writtenAtOnce)
    await sql`
      insert into revenue_reconciliation_rows
        (workspace_id, reconciliation_id, place, account_id, name, line, lines, ours, theirs, difference, reason, detail)
      select ${workspaceId}::uuid, ${id}::uuid, place, account, name, line, lines, ours, theirs, difference, reason, detail
      from jsonb_to_recordset(${JSON.stringify(written.slice(at, at + writtenAtOnce))}::jsonb) as r (place int, account uuid,
        name text, line int, lines int, ours bigint, theirs bigint, difference bigint, reason text, detail jsonb)
    `.execute(tx)
  const told = issues.map(({ line, column, value = null, rule, detail = {} }, place) => ({
    place,
    line,
    column,
    value,
    rule,
    detail,
  }))
  for (let at = 0; at < told.length; at += writtenAtOnce)
    await sql`
      insert into revenue_reconciliation_issues (workspace_id, reconciliation_id, place, line, column_name, value, rule, detail)
      select ${workspaceId}::uuid, ${id}::uuid, place, line, "column", value, rule, detail
      from jsonb_to_recordset(${JSON.stringify(told.slice(at, at + writtenAtOnce))}::jsonb) as r (place int, line int,
        "column" text, value text, rule text, detail jsonb)
    `.execute(tx)
  return id
}

const writtenAtOnce = 5000

/** Forgets what came of lists more than a day ago and nobody kept. */
export async function forgetLeft(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`
    delete from revenue_reconciliations
    where workspace_id = ${workspaceId} and kept_at is null and created_at < now() - interval '1 day'
  `.execute(tx)
}

/** Keeps a comparison for everybody, or leaves it to its maker again. */
export async function keepReconciliation(
  tx: Tx,
  call: CallContext,
  { id, kept }: { id: string; kept: boolean },
): Promise<void> {
  const at = kept ? call.now() : null
  const { rows } = await sql<{ fileName: string; month: string }>`
    update revenue_reconciliations set kept_at = ${at}
    where workspace_id = ${call.caller.workspaceId} and id = ${id} and (kept_at is not null or person_id = ${call.caller.personId})
    returning file_name as "fileName", month
  `.execute(tx)
  await wrote(tx, call, id, rows[0], kept ? 'keep' : 'release')
}

/** Forgets a comparison. */
export async function removeReconciliation(tx: Tx, call: CallContext, id: string): Promise<void> {
  const { rows } = await sql<{ fileName: string; month: string }>`
    delete from revenue_reconciliations
    where workspace_id = ${call.caller.workspaceId} and id = ${id} and (kept_at is not null or person_id = ${call.caller.personId})
    returning file_name as "fileName", month
  `.execute(tx)
  await wrote(tx, call, id, rows[0], 'remove')
}

async function wrote(
  tx: Tx,
  call: CallContext,
  id: string,
  of: { fileName: string; month: string } | undefined,
  verb: string,
): Promise<void> {
  if (!of) throw notFound()
  const gone = verb === 'keep' ? { after: of } : { before: of, after: null }
  await recordChange(tx, { by: call.caller, action: `revenue_reconciliation.${verb}`, subjectId: id, ...gone })
  await call.live.publish(call.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
}
