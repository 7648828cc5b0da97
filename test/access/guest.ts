import { sql } from 'kysely'
import { portalLink } from '#capabilities/access/server/index.ts'
import { day } from '#kernel/day.ts'
import type { AccountId, ContactId, WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { linkHash } from '#platform/identity/oneTimeLink.ts'

type OfGuest = {
  workspaceId: WorkspaceId
  accountId: string
  contactId: string
  planId: string | null
  role?: 'decision_maker' | 'promoter' | 'operator' | 'user'
}

/** A customer's own person whose browser was let in: what their requests carry. */
export async function guestOf(
  database: Database,
  given: OfGuest,
): Promise<{ cookie: string; link: string; path: string }> {
  const { workspaceId, accountId, contactId, planId, role = 'operator' } = given
  const token = crypto.randomUUID()
  const { id, path } = await database.workspace(workspaceId, async (tx) => {
    const link = await portalLink(tx, {
      workspaceId,
      accountId: accountId as AccountId,
      contactId: contactId as ContactId,
      planId,
      role,
      expiresOn: day('2099-12-31'),
    })
    await sql`
      insert into portal_sessions (workspace_id, link_id, token_hash, created_at, last_used_at)
      values (${workspaceId}, ${link.id}, ${linkHash(token)}, now(), now())
    `.execute(tx)
    return link
  })
  return { cookie: `banso_guest=${token}`, link: id, path }
}
