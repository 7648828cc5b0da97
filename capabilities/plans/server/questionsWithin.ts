import { sql } from 'kysely'
import { arrayText, idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

type Stretch = { id: string; accountId: AccountId; from: Day; until: Day | null }

/** How many questions customers asked about their plans within stretches of days, both ends included; stretches without any are left out. */
export async function questionsWithin(
  tx: Tx,
  workspace: { id: WorkspaceId; timeZone: string },
  stretches: readonly Stretch[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select w.id, count(*)::int as count
    from unnest(${idArray(stretches.map(({ id }) => id))}, ${idArray(stretches.map(({ accountId }) => accountId))},
      ${arrayText(stretches.map(({ from }) => from))}::date[], ${arrayText(stretches.map(({ until }) => until))}::date[]
    ) as w (id, account_id, from_on, until_on)
      join plans p on p.workspace_id = ${workspace.id} and p.account_id = w.account_id
      join plan_comments c on c.workspace_id = p.workspace_id and c.plan_id = p.id and c.contact_id is not null
        and c.question_id is null and c.at >= w.from_on::timestamp at time zone ${workspace.timeZone}
        and c.at < coalesce((w.until_on + 1)::timestamp at time zone ${workspace.timeZone}, 'infinity')
    group by w.id
  `.execute(tx)
  return new Map(rows.map(({ id, count }) => [id, count]))
}
