import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** What mails say of a plan. */
export type PlanRow = {
  id: string
  accountId: AccountId
  name: string
  status: string
  purpose: string
  percent: number
  kickOffOn: Day
  finishOn: Day | null
  goals: { name: string; before: string; target: string }[]
  done: number
  of: number
  people: Record<string, string>
}

const columns = sql`
  p.id, p.account_id as "accountId", p.name, p.status, p.purpose, p.done_percent as percent, p.kick_off_on as "kickOffOn",
  p.finish_on as "finishOn", p.goals,
  (select count(*)::int from plan_steps s where s.workspace_id = p.workspace_id and s.plan_id = p.id
    and s.removed_at is null and s.status = 'done') as done,
  (select count(*)::int from plan_steps s where s.workspace_id = p.workspace_id and s.plan_id = p.id
    and s.removed_at is null and s.status <> 'skipped') as of,
  (select coalesce(jsonb_object_agg(r.role, r.contact_id), '{}') from plan_people r
    where r.workspace_id = p.workspace_id and r.plan_id = p.id and r.contact_id is not null) as people`

/** Plans by their ids. */
export async function readPlansById(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Map<string, PlanRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<PlanRow>`
    select ${columns} from plans p where p.workspace_id = ${workspaceId} and p.id = any(${sql`${[...ids]}::uuid[]`})
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The plan that a customer is on: the running one that was kicked off last, else the last that was finished. */
export async function readPlanOfEach(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, PlanRow>> {
  const { rows } = await sql<PlanRow>`
    select distinct on (p.account_id) ${columns} from plans p
    where p.workspace_id = ${workspaceId} and p.account_id = any(${idArray(accounts)}) and p.status in ('running', 'done')
    order by p.account_id, p.status = 'running' desc, p.kick_off_on desc, p.id desc
  `.execute(tx)
  return new Map(rows.map((row) => [row.accountId, row]))
}

/** What steps say beside where they stand: what is to be done, and since when they are done. */
export type StepText = { help: { ja: string; en: string }; doneOn: Day | null }

export async function readStepTexts(
  tx: Tx,
  workspaceId: WorkspaceId,
  planIds: readonly string[],
): Promise<Map<string, StepText>> {
  if (planIds.length === 0) return new Map()
  const { rows } = await sql<StepText & { id: string }>`
    select id, jsonb_build_object('ja', help_ja, 'en', help_en) as help,
      case when status = 'done' then status_on end as "doneOn"
    from plan_steps
    where workspace_id = ${workspaceId} and plan_id = any(${sql`${[...planIds]}::uuid[]`}) and removed_at is null
  `.execute(tx)
  return new Map(rows.map(({ id, ...text }) => [id, text]))
}
