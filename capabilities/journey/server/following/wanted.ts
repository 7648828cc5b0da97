import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { WorkspaceId } from '#kernel/id.ts'
import type { followedQuery } from '#capabilities/journey/contract/followed.ts'

/** Whose way is looked at. */
export type Wanted = z.output<typeof followedQuery>

/** Which customers are asked for, as a condition over their facts `f`. */
export function wantedSql(workspaceId: WorkspaceId, { segment, touchModel, owner }: Wanted): RawBuilder<boolean> {
  const parts = [sql<boolean>`f.workspace_id = ${workspaceId}`]
  if (segment)
    parts.push(segment === 'none' ? sql`coalesce(cardinality(f.segments), 0) = 0` : sql`${segment} = any(f.segments)`)
  if (touchModel)
    parts.push(
      touchModel === 'none' ? sql`f."account.touch_model" is null` : sql`f."account.touch_model" = ${touchModel}`,
    )
  if (owner) parts.push(owner === 'nobody' ? sql`f."account.owner" is null` : sql`f."account.owner" = ${owner}`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/**
 * The stays that go on, with the facts of their customers; archived ones have no facts, and nobody waits for those whose
 * contract has ended to go on.
 */
export const whoIsWhere = sql`
  account_phases s join account_facts f
    on f.workspace_id = s.workspace_id and f.account_id = s.account_id and s.left_at is null
      and f."contract.state" is distinct from 'ended'`
