import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { RenewalAnswer } from '../contract.ts'
import type { renewalQuery } from '../contract/query.ts'
import { chanceOf, differsBy, staying } from '../core/chance.ts'
import type { Bucket } from '../core/forecast.ts'
import type { Arguments, Category, Check, Outcome, RenewalStatus } from '../core/words.ts'
import type { ContractUndo } from '#capabilities/revenue/server/index.ts'

/** A renewal as it is kept, with the names and facts shown beside it. */
export type RenewalRow = {
  id: string
  version: number
  account_id: AccountId
  account_name: string
  contract_id: ContractId
  term_end: Day
  notice_by: Day | null
  auto_renews: boolean
  currency: string
  at_stake: number | null
  owner_id: string | null
  owner_name: string | null
  opened_on: Day
  status: RenewalStatus
  category: Category | null
  note: string
  probability: number | null
  amount: number | null
  closes_on: Day | null
  next_step: string
  next_step_on: Day | null
  checklist: Check[]
  decisions: Partial<Arguments>
  outcome: Outcome | null
  closed_at: Date | null
  closed_by: string | null
  closed_by_name: string | null
  closed_amount: number | null
  loss_reason: string | null
  loss_evidence: string | null
  loss_lesson: string | null
  loss_avoidable: boolean | null
  win_back_on: Day | null
  reverts: { contract: ContractUndo; churn: string | null } | null
  churn_percent: number | null
  score: number | null
  grade: 'healthy' | 'watch' | 'risk' | 'unknown' | null
  last_touch_on: Day | null
}

/** Which renewals; `null` asks for nothing in particular. */
export type Wanted = Omit<z.output<typeof renewalQuery>, 'from' | 'until'> & {
  from?: string | undefined
  until?: string | undefined
}

/** Renewals with their accounts and facts, those of archived accounts left out. */
export const renewalSource = sql`
  renewals r
    join accounts a on a.workspace_id = r.workspace_id and a.id = r.account_id and a.archived_at is null
    left join account_facts f on f.workspace_id = r.workspace_id and f.account_id = r.account_id
    left join people o on o.workspace_id = r.workspace_id and o.id = r.owner_id
    left join people c on c.workspace_id = r.workspace_id and c.id = r.closed_by`

const columns = sql`
  r.*, a.name as account_name, o.name as owner_name, c.name as closed_by_name, f."risk.churn_90d" as churn_percent,
  f."health.score" as score, f."health.grade" as grade, f."touch.last_on" as last_touch_on`

/** `bucketOf` of a renewal `r`, asked where it lies. */
const standSql: Record<Bucket, RawBuilder<unknown>> = {
  won: sql`r.status = 'closed' and r.outcome <> 'lost'`,
  lost: sql`r.status = 'closed' and r.outcome = 'lost'`,
  commit: sql`r.status = 'open' and r.category = 'commit'`,
  likely: sql`r.status = 'open' and r.category = 'likely'`,
  at_risk: sql`r.status = 'open' and r.category = 'at_risk'`,
  called_lost: sql`r.status = 'open' and r.category = 'lost'`,
  unjudged: sql`r.status = 'open' and r.category is null`,
}

/** What a question asks for, as a condition over `renewalSource`. */
export function wantedSql(workspaceId: WorkspaceId, wanted: Wanted, today: Day): RawBuilder<unknown> {
  const parts = [sql`r.workspace_id = ${workspaceId}`]
  if (wanted.stand) parts.push(standSql[wanted.stand])
  else parts.push(wanted.status === 'all' ? sql`r.status <> 'withdrawn'` : sql`r.status = ${wanted.status}`)
  if (wanted.from) parts.push(sql`r.term_end >= ${wanted.from}::date`)
  if (wanted.until) parts.push(sql`r.term_end < ${wanted.until}::date`)
  if (wanted.on) parts.push(sql`(r.term_end = ${wanted.on}::date or r.notice_by = ${wanted.on}::date)`)
  if (wanted.owner) parts.push(wanted.owner === 'nobody' ? sql`r.owner_id is null` : sql`r.owner_id = ${wanted.owner}`)
  if (wanted.category)
    parts.push(wanted.category === 'none' ? sql`r.category is null` : sql`r.category = ${wanted.category}`)
  if (wanted.segment)
    parts.push(
      wanted.segment === 'none'
        ? sql`coalesce(cardinality(f.segments), 0) = 0`
        : sql`${wanted.segment} = any(f.segments)`,
    )
  if (wanted.touchModel)
    parts.push(wanted.touchModel === 'none' ? sql`a.touch_model is null` : sql`a.touch_model = ${wanted.touchModel}`)
  if (wanted.role) parts.push(sql`o.role = ${wanted.role}`)
  if (wanted.quietDays)
    parts.push(sql`r.auto_renews and coalesce(f."touch.last_on" <= ${today}::date - ${wanted.quietDays}::int, true)`)
  return sql.join(parts, sql` and `)
}

/** Where a page of the list ends: its last row's places in the order. */
const cursorForm = /^(\d{4}-\d{2}-\d{2}) (\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36})$/

/**
 * A page of renewals: by notice deadline (the end of the term where none is agreed), then by the end of the term; closed ones
 * the latest first.
 */
export async function readPage(
  tx: Tx,
  workspaceId: WorkspaceId,
  wanted: Wanted & { limit: number; cursor?: string | undefined },
  today: Day,
): Promise<{ rows: RenewalRow[]; next: string | null }> {
  const [, deadline, end, id] = cursorForm.exec(wanted.cursor ?? '') ?? []
  const place = sql`(coalesce(r.notice_by, r.term_end), r.term_end, r.id)`
  const isLatestFirst = wanted.status === 'closed'
  const after = id
    ? sql`and ${place} ${isLatestFirst ? sql`<` : sql`>`} (${deadline}::date, ${end}::date, ${id}::uuid)`
    : sql``
  const way = isLatestFirst ? sql`desc` : sql`asc`
  const { rows } = await sql<RenewalRow>`
    select ${columns} from ${renewalSource} where ${wantedSql(workspaceId, wanted, today)} ${after}
    order by coalesce(r.notice_by, r.term_end) ${way}, r.term_end ${way}, r.id ${way} limit ${wanted.limit + 1}
  `.execute(tx)
  const page = rows.slice(0, wanted.limit)
  const last = page.at(-1)
  const isMore = rows.length > wanted.limit && last
  return { rows: page, next: isMore ? `${last.notice_by ?? last.term_end} ${last.term_end} ${last.id}` : null }
}

/** Renewals by id or of an account, those open first. */
export async function readRenewals(
  tx: Tx,
  workspaceId: WorkspaceId,
  of: { id: string } | { account: AccountId },
): Promise<RenewalRow[]> {
  const which = 'id' in of ? sql`r.id = ${of.id}` : sql`r.account_id = ${of.account} and r.status <> 'withdrawn'`
  const { rows } = await sql<RenewalRow>`
    select ${columns} from ${renewalSource} where r.workspace_id = ${workspaceId} and ${which}
    order by r.status <> 'open', r.term_end desc, r.id
  `.execute(tx)
  return rows
}

/** What is known of how a renewal will end. */
export function judgedOf(row: Pick<RenewalRow, 'category' | 'probability' | 'churn_percent'>) {
  return { category: row.category, probability: row.probability, churnPercent: row.churn_percent }
}

/** A renewal as the contract shows it. */
export function presentRenewal(row: RenewalRow): RenewalAnswer {
  const judged = judgedOf(row)
  const isOpen = row.status === 'open'
  return {
    id: row.id,
    version: row.version,
    account: { id: row.account_id, name: row.account_name },
    contractId: row.contract_id,
    termEnd: row.term_end,
    noticeBy: row.notice_by,
    autoRenews: row.auto_renews,
    currency: row.currency,
    atStake: row.at_stake,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    status: row.status,
    category: row.category,
    probability: row.probability,
    model: isOpen ? staying(judged) : null,
    chance: isOpen ? chanceOf(judged) : null,
    differsBy: isOpen ? differsBy(judged) : null,
    amount: row.amount,
    closesOn: row.closes_on,
    nextStep: row.next_step,
    nextStepOn: row.next_step_on,
    checklist: row.checklist,
    outcome: row.outcome,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedAmount: row.closed_amount,
    health: { score: row.score, grade: row.grade ?? 'unknown' },
    lastTouchOn: row.last_touch_on,
  }
}
