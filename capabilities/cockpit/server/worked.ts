import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'

/** CTAs that somebody worked on, whether it helped or not: whose, and when they were closed. */
export const workedCtas = (workspaceId: WorkspaceId): RawBuilder<unknown> => sql`
  select account_id, closed_at as at from ctas
  where workspace_id = ${workspaceId} and status = 'closed' and closed_by is not null and outcome in ('helped', 'no_effect')`
