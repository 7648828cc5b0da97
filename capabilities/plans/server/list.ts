import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'

type Asked = z.output<NonNullable<(typeof plansContract.list)['~orpc']['inputSchema']>>
type Page = z.input<NonNullable<(typeof plansContract.list)['~orpc']['outputSchema']>>
type Totals = z.input<NonNullable<(typeof plansContract.totals)['~orpc']['outputSchema']>>
type Wanted = Pick<Asked, 'standing' | 'template' | 'owner' | 'step'>

/**
 * Which plans are wanted, asked of `plans p` alone: whether a customer is archived, whose it is and what a template is
 * called are looked up once for all. Joined row by row, they took seconds for some thousand plans just imported: before
 * a table's statistics are there, the planner takes it for nearly empty.
 */
function wantedSql(workspaceId: WorkspaceId, { standing, template, owner, step }: Wanted): RawBuilder<unknown> {
  const archived = sql`select id from accounts where workspace_id = ${workspaceId} and archived_at is not null`
  const parts = [sql`p.workspace_id = ${workspaceId} and p.status <> 'removed' and p.account_id not in (${archived})`]
  if (standing === 'running' || standing === 'done' || standing === 'stopped') parts.push(sql`p.status = ${standing}`)
  else if (standing !== 'all') parts.push(sql`p.status = 'running' and p.standing = ${standing}`)
  if (template)
    parts.push(sql`p.template_id = any(array(
      select id from plan_templates where workspace_id = ${workspaceId} and key = ${template}))`)
  if (owner) {
    const looked = sql`select account_id from account_assignments
      where workspace_id = ${workspaceId} and role = 'csm' and to_day is null`
    parts.push(
      owner === 'nobody'
        ? sql`p.account_id not in (${looked})`
        : sql`p.account_id in (${looked} and person_id = ${owner})`,
    )
  }
  if (step) parts.push(sql`p.status = 'running' and ${heldKey} = ${step}`)
  return sql.join(parts, sql` and `)
}

const heldKey = sql`(select h.key from plan_steps h where h.workspace_id = p.workspace_id and h.id = p.held_up_by)`

/** What the list is ordered by, as a text that sorts like it; what cannot be told stands first. */
const orders: Record<Asked['sort'], RawBuilder<string>> = {
  slip: sql`lpad((coalesce(p.slip_days, 99999) + 100000)::text, 6, '0')`,
  finish: sql`coalesce(p.finish_on, '9999-12-31')::text`,
  progress: sql`lpad((p.done_percent * 100)::int::text, 5, '0')`,
  account: sql`(select a.name from accounts a where a.workspace_id = p.workspace_id and a.id = p.account_id)`,
  kick_off: sql`p.kick_off_on::text`,
}

type Row = Omit<Page['rows'][number], 'account' | 'owner' | 'heldUpBy'> & {
  account_id: string
  account_name: string
  owner_id: string | null
  owner_name: string | null
  held_key: string | null
  held_name: Label | null
  place: string
}

/** A page of plans. The cursor is the place of its last row: what it was sorted by, and its id. */
export async function readPage(tx: Tx, workspaceId: WorkspaceId, asked: Asked): Promise<Page> {
  const order = orders[asked.sort]
  const down = asked.direction === 'down'
  const [id, place] = [asked.cursor?.slice(0, 36), asked.cursor?.slice(36)]
  const after =
    id && place !== undefined && /^[0-9a-f-]{36}$/.test(id)
      ? sql`and (${order} collate "C", p.id) ${down ? sql`<` : sql`>`} (${place}, ${id}::uuid)`
      : sql``
  const way = down ? sql`desc` : sql`asc`
  const { rows } = await sql<Row>`
    with page as materialized (
      select p.id, ${order} as place from plans p where ${wantedSql(workspaceId, asked)} ${after}
      order by ${order} collate "C" ${way}, p.id ${way} limit ${asked.limit + 1}
    )
    select p.id, p.name, p.status, p.standing, p.kick_off_on as "kickOffOn", p.target_on as "targetOn",
      p.finish_on as "finishOn", p.slip_days as "slipDays", p.late_steps as "lateSteps", p.done_percent as "donePercent",
      a.id as account_id, a.name as account_name, s.person_id as owner_id, o.name as owner_name, h.key as held_key,
      case when h.id is not null then jsonb_build_object('ja', h.name_ja, 'en', h.name_en) end as held_name,
      page.place
    from page join plans p on p.workspace_id = ${workspaceId} and p.id = page.id
      join accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
      left join plan_steps h on h.workspace_id = p.workspace_id and h.id = p.held_up_by
      left join account_assignments s on s.workspace_id = p.workspace_id and s.account_id = p.account_id
        and s.role = 'csm' and s.to_day is null
      left join people o on o.workspace_id = s.workspace_id and o.id = s.person_id
    order by page.place collate "C" ${way}, p.id ${way}
  `.execute(tx)
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined
  return { rows: rows.slice(0, asked.limit).map(presentRow), next: last ? `${last.id}${last.place}` : null }
}

function presentRow(row: Row): Page['rows'][number] {
  const { account_id, account_name, owner_id, owner_name, held_key, held_name, place: _place, ...shown } = row
  return {
    ...shown,
    account: { id: account_id, name: account_name },
    owner: owner_id === null ? null : { id: owner_id, name: owner_name ?? '' },
    heldUpBy: held_key === null || held_name === null ? null : { key: held_key, name: held_name },
  }
}

/** How many plans stand how, and which steps hold most of them up. */
export async function readTotals(
  tx: Tx,
  workspaceId: WorkspaceId,
  wanted: Pick<Wanted, 'template' | 'owner'>,
): Promise<Totals> {
  const all = wantedSql(workspaceId, { ...wanted, standing: 'all' })
  const { rows } = await sql<Omit<Totals, 'heldUpBy'>>`
    select count(*) filter (where p.status = 'running' and p.standing = 'on_time')::int as on_time,
      count(*) filter (where p.status = 'running' and p.standing = 'late')::int as late,
      count(*) filter (where p.status = 'running' and p.standing = 'stuck')::int as stuck,
      count(*) filter (where p.status = 'done')::int as done, count(*) filter (where p.status = 'stopped')::int as stopped
    from plans p where ${all}
  `.execute(tx)
  const { rows: heldUpBy } = await sql<Totals['heldUpBy'][number]>`
    select h.key, jsonb_build_object('ja', min(h.name_ja), 'en', min(h.name_en)) as name, count(*)::int as plans
    from plans p join plan_steps h on h.workspace_id = p.workspace_id and h.id = p.held_up_by
    where ${all} and p.status = 'running'
    group by h.key order by plans desc, h.key limit 8
  `.execute(tx)
  return { ...rows[0]!, heldUpBy }
}
