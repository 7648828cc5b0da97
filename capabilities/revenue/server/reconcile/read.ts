import { sql } from 'kysely'
import type { z } from 'zod'
import { ruleWords } from '#capabilities/connect/core/rules.ts'
import type { reconcileRoutes } from '#capabilities/revenue/contract/reconcile.ts'
import type { Reason, ReasonKey } from '#capabilities/revenue/core/reconcile/reason.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { listRules } from './fields.ts'

type AnswerOf<Route extends keyof typeof reconcileRoutes> = z.input<
  (typeof reconcileRoutes)[Route]['~orpc']['outputSchema'] & z.ZodType
>
type Brief = AnswerOf<'list'>['rows'][number]
type Found = AnswerOf<'find'>
type Call = Pick<CallContext, 'caller'>
type Page = { id: string; limit: number; cursor?: string | undefined }

/** What a comparison is seen by: kept ones by everybody, others by whoever made them. */
const seenBy = ({ caller }: Call) =>
  sql`c.workspace_id = ${caller.workspaceId} and (c.kept_at is not null or c.person_id = ${caller.personId})`

const brief = sql`
  c.id, c.file_name as "fileName", p.name as by, c.kind, c.month, c.currency, c.created_at as "createdAt", c.kept_at as "keptAt",
  (c.totals->>'theirs')::bigint - (c.totals->>'ours')::bigint as difference
`
const from = sql`revenue_reconciliations c left join people p on p.workspace_id = c.workspace_id and p.id = c.person_id`

type Dated = { createdAt: Date; keptAt: Date | null }
const told = <Row extends Dated>({ createdAt, keptAt, ...row }: Row) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  keptAt: keptAt?.toISOString() ?? null,
})

/** The comparisons that somebody sees, the latest first. */
export async function listReconciliations(tx: Tx, call: Call): Promise<Brief[]> {
  const { rows } = await sql<Omit<Brief, keyof Dated> & Dated>`
    select ${brief} from ${from} where ${seenBy(call)} order by c.created_at desc limit 100
  `.execute(tx)
  return rows.map(told)
}

/** One comparison with its totals. */
export async function theReconciliation(tx: Tx, call: Call, id: string): Promise<Found> {
  const { rows } = await sql<Omit<Found, keyof Dated> & Dated>`
    select ${brief}, c.form, c.counts, c.totals from ${from} where ${seenBy(call)} and c.id = ${id}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  return told(rows[0])
}

type Line = AnswerOf<'rows'>['rows'][number]

/** Both figures by customer, the largest difference first; without a reason asked for, those that differ. */
export async function readReconciled(
  tx: Tx,
  call: Call,
  { id, reason, limit, cursor }: Page & { reason?: ReasonKey | undefined },
): Promise<AnswerOf<'rows'>> {
  await theReconciliation(tx, call, id)
  const skipped = Number(cursor ?? 0) || 0
  const { rows } = await sql<Omit<Line, 'told'> & { reason: ReasonKey; detail: object }>`
    select case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as account, r.name, r.line, r.lines,
      r.ours, r.theirs, r.difference, r.reason, r.detail
    from revenue_reconciliation_rows r left join accounts a on a.workspace_id = r.workspace_id and a.id = r.account_id
    where r.workspace_id = ${call.caller.workspaceId} and r.reconciliation_id = ${id}
      and ${reason === undefined ? sql`r.reason <> 'same'` : sql`r.reason = ${reason}`}
    order by abs(r.difference) desc, r.place limit ${limit + 1} offset ${skipped}
  `.execute(tx)
  const page = rows
    .slice(0, limit)
    .map(({ reason: key, detail, ...row }) => ({ ...row, told: { reason: key, ...detail } as Reason }))
  return { rows: page, next: rows.length > limit ? String(skipped + limit) : null }
}

/** What of the list could not be read, in its order. */
export async function readListIssues(tx: Tx, call: Call, { id, limit, cursor }: Page): Promise<AnswerOf<'issues'>> {
  await theReconciliation(tx, call, id)
  const skipped = Number(cursor ?? 0) || 0
  type Issue = {
    line: number
    column: string | null
    value: string | null
    rule: string
    detail: Record<string, string>
  }
  const { rows } = await sql<Issue>`
    select line, column_name as "column", value, rule, detail from revenue_reconciliation_issues
    where workspace_id = ${call.caller.workspaceId} and reconciliation_id = ${id}
    order by place limit ${limit + 1} offset ${skipped}
  `.execute(tx)
  const page = rows
    .slice(0, limit)
    .map(({ rule, detail, ...row }) => ({ ...row, text: ruleWords(rule, detail, listRules) }))
  return { rows: page, next: rows.length > limit ? String(skipped + limit) : null }
}
