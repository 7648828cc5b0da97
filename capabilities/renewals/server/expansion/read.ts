import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { SeenClause } from '#capabilities/facts/core/seen.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { expansionQuery, OpportunityAnswer } from '#capabilities/renewals/contract/expansion.ts'
import {
  closedStages,
  type ExpansionKind,
  openStages,
  type Refusal,
  shownStages,
  type ShownStage,
} from '#capabilities/renewals/core/expansion/words.ts'
import type { StoredRule } from './rules.ts'
import type { HeldBack } from './states.ts'

/** What takes the change of a contract back that came with a won opportunity. */
export type SaleUndo = { versionId: string } | { lineId: string }

/** An opportunity as it is kept, with the names and facts shown beside it. */
export type OpportunityRow = {
  id: string
  version: number
  account_id: AccountId
  account_name: string
  rule_key: string | null
  kind: ExpansionKind
  product: string | null
  stage: ShownStage
  since: Day
  because: SeenClause[]
  held_back: HeldBack | null
  untouched: boolean
  amount: number | null
  currency: string
  expected_on: Day | null
  owner_id: string | null
  owner_name: string | null
  next_step: string
  next_step_on: Day | null
  note: string
  refusal: Refusal | null
  closed_on: Day | null
  closed_by: string | null
  contract_id: ContractId | null
  reverts: SaleUndo | null
  score: number | null
  grade: 'healthy' | 'watch' | 'risk' | 'unknown' | null
  renewal_on: Day | null
}

export type Wanted = z.output<typeof expansionQuery>

const source = sql`
  expansion_opportunities o
    join accounts a on a.workspace_id = o.workspace_id and a.id = o.account_id and a.archived_at is null
    left join account_facts f on f.workspace_id = o.workspace_id and f.account_id = o.account_id
    left join people p on p.workspace_id = o.workspace_id and p.id = o.owner_id`

const columns = sql`o.*, a.name as account_name, p.name as owner_name, f."health.score" as score, f."health.grade" as grade,
  f."contract.renewal_on" as renewal_on`

const stagesOf = (asked: Wanted['stage']): readonly ShownStage[] =>
  asked === 'open' ? openStages : asked === 'closed' ? closedStages : asked === 'all' ? shownStages : [asked]

function wantedSql(workspaceId: WorkspaceId, wanted: Omit<Wanted, 'sort'>): RawBuilder<unknown> {
  const { owner, kind, held, product, account } = wanted
  const parts = [sql`o.workspace_id = ${workspaceId} and o.stage = any(${stagesOf(wanted.stage)}::text[])`]
  if (owner) parts.push(owner === 'nobody' ? sql`o.owner_id is null` : sql`o.owner_id = ${owner}`)
  if (kind) parts.push(sql`o.kind = ${kind}`)
  if (product) parts.push(sql`o.product = ${product}`)
  if (account) parts.push(sql`o.account_id = ${account}`)
  if (held) parts.push(held === 'yes' ? sql`o.held_back is not null` : sql`o.held_back is null`)
  return sql.join(parts, sql` and `)
}

/** What the list is ordered by, as a text that sorts like it; the largest, the soonest or the newest first. */
const orders: Record<Wanted['sort'], RawBuilder<unknown>> = {
  amount: sql`lpad((99999999999999 - coalesce(o.amount, -1))::text, 15, '0')`,
  expected: sql`coalesce(o.expected_on, '9999-12-31')::text`,
  since: sql`lpad((date '9999-12-31' - coalesce(o.closed_on, o.since))::text, 15, '0')`,
}

const cursorForm = /^([\d-]{6,15}) ([0-9a-f-]{36})$/

/** A page of opportunities. */
export async function readPage(
  tx: Tx,
  workspaceId: WorkspaceId,
  wanted: Wanted & { limit: number; cursor?: string | undefined },
): Promise<{ rows: OpportunityRow[]; next: string | null }> {
  const [, place, id] = cursorForm.exec(wanted.cursor ?? '') ?? []
  const order = orders[wanted.sort]
  const after = id ? sql`and (${order}, o.id) > (${place}, ${id}::uuid)` : sql``
  const { rows } = await sql<OpportunityRow & { place: string }>`
    select ${columns}, ${order} as place from ${source} where ${wantedSql(workspaceId, wanted)} ${after}
    order by ${order}, o.id limit ${wanted.limit + 1}
  `.execute(tx)
  const last = rows.length > wanted.limit ? rows[wanted.limit - 1] : undefined
  return { rows: rows.slice(0, wanted.limit), next: last ? `${last.place} ${last.id}` : null }
}

/** One opportunity, unless it is watched only or was withdrawn. */
export async function readOne(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<OpportunityRow | undefined> {
  const { rows } = await sql<OpportunityRow>`
    select ${columns} from ${source}
    where o.workspace_id = ${workspaceId} and o.id = ${id} and o.stage = any(${shownStages}::text[])
  `.execute(tx)
  return rows[0]
}

type Sum = { stage: ShownStage; count: number; amount: number; held: number }

/** How many there are by stage, and what they add up to in the workspace's currency. */
export async function readTotals(
  tx: Tx,
  workspace: { id: WorkspaceId; currency: string },
  wanted: Omit<Wanted, 'stage' | 'sort'>,
): Promise<{ stages: Sum[]; products: string[] }> {
  const summed = sql`o.currency = ${workspace.currency} and o.held_back is null`
  const { rows } = await sql<Sum>`
    select o.stage, count(*)::int as count, coalesce(sum(o.amount) filter (where ${summed}), 0)::bigint as amount,
      count(*) filter (where o.held_back is not null)::int as held
    from ${source} where ${wantedSql(workspace.id, { ...wanted, stage: 'all' })} group by o.stage
  `.execute(tx)
  const { rows: products } = await sql<{ product: string }>`
    select distinct product from expansion_opportunities
    where workspace_id = ${workspace.id} and product is not null and stage = any(${shownStages}::text[]) order by product
  `.execute(tx)
  const known = new Map(rows.map((row) => [row.stage, row]))
  return {
    stages: shownStages.map((stage) => known.get(stage) ?? { stage, count: 0, amount: 0, held: 0 }),
    products: products.map(({ product }) => product),
  }
}

/** What rules are called, by key; a rule that is gone is told by its key. */
export function namesOf(rules: readonly StoredRule[]): (key: string) => Label {
  const labels = new Map(rules.map(({ key, label }) => [key, label]))
  return (key) => labels.get(key) ?? { ja: key, en: key }
}

/** An opportunity as the contract shows it. */
export function presentOpportunity(row: OpportunityRow, nameOf: (key: string) => Label): OpportunityAnswer {
  return {
    id: row.id,
    version: row.version,
    account: { id: row.account_id, name: row.account_name },
    kind: row.kind,
    product: row.product,
    stage: row.stage,
    since: row.since,
    amount: row.amount,
    currency: row.currency,
    expectedOn: row.expected_on,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    nextStep: row.next_step,
    nextStepOn: row.next_step_on,
    note: row.note,
    refusal: row.refusal,
    closedOn: row.closed_on,
    rule: row.rule_key === null ? null : { key: row.rule_key, label: nameOf(row.rule_key) },
    heldBack: row.held_back,
    contractId: row.contract_id,
    health: { score: row.score, grade: row.grade ?? 'unknown' },
    renewalOn: row.renewal_on,
  }
}
