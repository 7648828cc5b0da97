import { sql } from 'kysely'
import type { ImportId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Something that was said about a row: refused, taken with a warning, or kept by an undo. */
export type ImportIssue = {
  readonly line: number
  readonly position: number
  readonly severity: 'rejected' | 'warned' | 'kept'
  readonly field: string | null
  readonly column: string | null
  readonly value: string | null
  readonly rule: string
  readonly detail: Readonly<Record<string, string | number>>
}

export async function insertIssues(
  tx: Tx,
  workspaceId: WorkspaceId,
  importId: ImportId,
  issues: readonly ImportIssue[],
): Promise<void> {
  if (issues.length === 0) return
  await sql`
    insert into import_issues (workspace_id, import_id, line, position, severity, field, column_name, value, rule, detail)
    select ${workspaceId}, ${importId}, line, position, severity, field, "column", value, rule, detail
    from jsonb_to_recordset(${JSON.stringify(issues)}::jsonb) as issue (
      line bigint, position int, severity text, field text, "column" text, value text, rule text, detail jsonb
    )
    on conflict do nothing`.execute(tx)
}

/** The issues of an import by line, from behind `after` (line and position) on. */
export async function readIssues(
  tx: Tx,
  importId: ImportId,
  limit: number,
  after: { line: number; position: number } | null,
): Promise<ImportIssue[]> {
  const { rows } = await sql<ImportIssue>`
    select line, position, severity, field, column_name as "column", value, rule, detail from import_issues
    where import_id = ${importId} and (line, position) > (${after?.line ?? -1}, ${after?.position ?? -1})
    order by line, position limit ${limit}`.execute(tx)
  return rows
}

/** How many issues there are of each rule, the most frequent first. */
export async function countIssues(
  tx: Tx,
  importId: ImportId,
): Promise<{ rule: string; severity: ImportIssue['severity']; column: string | null; count: number }[]> {
  const { rows } = await sql<{ rule: string; severity: ImportIssue['severity']; column: string | null; count: number }>`
    select rule, severity, column_name as "column", count(*) as count from import_issues
    where import_id = ${importId} group by 1, 2, 3 order by count desc, rule limit 50`.execute(tx)
  return rows
}
