import { type RawBuilder, sql } from 'kysely'
import type { Author } from '#capabilities/access/server/index.ts'
import type { GuestRole } from '#capabilities/plans/core/portal.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext, Workspace } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'

/** The one plan that whoever looks at a portal sees; all that is read or written for them stands within it. */
export type Scope = {
  workspace: Workspace
  planId: string
  accountId: AccountId
  role: GuestRole
  /** Who it is; null: one of ours, who looks through the eyes of the role. */
  guest: { contactId: string; name: string } | null
}

/** What a write of a guest needs of the call it belongs to. */
export type GuestCall = Pick<CallContext, 'guest' | 'now' | 'today' | 'newId' | 'live'>

/** The plan of a guest's link, still there and still of their company; else there is nothing to see. */
export async function scopeOf(tx: Tx, { guest }: Pick<CallContext, 'guest'>): Promise<Scope> {
  const { workspace, planId, accountId, contactId, name } = guest
  const { rows } = await sql`
    select from plans where workspace_id = ${workspace.id} and id = ${planId}::uuid and account_id = ${accountId}
      and status <> 'removed'
  `.execute(tx)
  if (planId === null || rows.length === 0) throw notFound()
  return { workspace, planId, accountId, role: guest.role as GuestRole, guest: { contactId, name } }
}

/** Rows of the plan alone, of whatever table has plans: every question for a guest has it in its condition. */
export const within = ({ workspace, planId }: Pick<Scope, 'workspace' | 'planId'>, of: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${of}.workspace_id`)} = ${workspace.id} and ${sql.ref(`${of}.plan_id`)} = ${planId}`

/** A guest as whoever made a change. */
export const byGuest = ({ guest }: Pick<CallContext, 'guest'>): Author => ({
  workspaceId: guest.workspaceId,
  contactId: guest.contactId,
})
