import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ByHand } from '#capabilities/plans/core/measures.ts'

/** Where else people work on customers, on floors above this one: a query that answers rows of `account_id` and `at`. */
export type WorkSource = (workspaceId: WorkspaceId) => RawBuilder<unknown>

let sources: readonly WorkSource[] = []

/** Says once, at composition, what else counts as a person's work on a customer: CTAs. */
export function installWorkSources(all: readonly WorkSource[]): void {
  sources = all
}

/**
 * What a person wrote or said counts, what a machine sent does not: meetings, calls and visits, and messages of ours but
 * those that a sequence or a broadcast sent, which have no author.
 */
const touch = sql`t.archived_at is null and (t.kind in ('meeting', 'call', 'visit') or (t.kind in ('mail', 'chat')
  and t.direction is distinct from 'in' and not (t.source = 'outreach' and t.author_id is null)))`

/**
 * What people of ours did for customers from the kick-off to the end of plans that are done: steps they said were done,
 * touches, answers in the portal, CTAs they worked on. `of`: these plans alone.
 */
export async function readByHand(
  tx: Tx,
  workspace: { id: WorkspaceId; timeZone: string },
  of?: readonly string[],
): Promise<Map<string, ByHand>> {
  const within = (at: RawBuilder<unknown>) => sql`${at} >= (p.kick_off_on::timestamp at time zone ${workspace.timeZone})
    and ${at} < ((p.closed_on + 1)::timestamp at time zone ${workspace.timeZone})`
  const ctas = sources.map(
    (source) =>
      sql`(select count(*) from (${source(workspace.id)}) w where w.account_id = p.account_id and ${within(sql`w.at`)})`,
  )
  const { rows } = await sql<ByHand & { id: string }>`
    select p.id,
      (select count(*) from plan_steps s where s.workspace_id = p.workspace_id and s.plan_id = p.id and s.removed_at is null
        and s.status = 'done' and s.closed_how = 'us')::int as steps,
      ((select count(*) from activities t where t.workspace_id = p.workspace_id and t.account_id = p.account_id
        and ${within(sql`t.at`)} and ${touch})
      + (select count(*) from plan_comments c where c.workspace_id = p.workspace_id and c.plan_id = p.id
        and c.person_id is not null and ${within(sql`c.at`)}))::int as touches,
      (${ctas.length > 0 ? sql.join(ctas, sql` + `) : sql`0`})::int as ctas
    from plans p where p.workspace_id = ${workspace.id} and p.status = 'done' and p.closed_on is not null
      ${of ? sql`and p.id = any(${[...of]}::uuid[])` : sql``}
  `.execute(tx)
  return new Map(rows.map(({ id, ...byHand }) => [id, byHand]))
}
