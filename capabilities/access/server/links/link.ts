import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContactId, WorkspaceId } from '#kernel/id.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** For whom a link is, and what it opens. */
export type LinkFor = {
  accountId: AccountId
  contactId: ContactId
  planId: string | null
  role: 'decision_maker' | 'promoter' | 'operator' | 'user'
}

/** A link that is wanted: one that is there already is used again, and lives until this day at the least. */
export type WantedLink = LinkFor & { workspaceId: WorkspaceId; expiresOn: Day; createdBy?: string | null }

/** A link and the path (to be put behind Banso's address) that opens it. */
export type PortalLink = { id: string; path: string }

/** The link of a contact to a plan, made where there is none that lives. */
export async function portalLink(tx: Tx, wanted: WantedLink): Promise<PortalLink> {
  return (await portalLinks(tx, wanted.workspaceId, [wanted]))[0]!
}

/** The same for many of one workspace, in their order, with two statements. */
export async function portalLinks(
  tx: Tx,
  workspaceId: WorkspaceId,
  wanted: readonly Omit<WantedLink, 'workspaceId'>[],
): Promise<PortalLink[]> {
  if (wanted.length === 0) return []
  const rows = wanted.map((one) => ({ ...one, id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (id uuid, "accountId" uuid, "contactId" uuid,
    "planId" uuid, role text, "expiresOn" date, "createdBy" uuid)`
  await sql`
    insert into portal_links (workspace_id, id, account_id, contact_id, plan_id, role, token_hash, expires_on, created_by)
    select distinct on ("contactId", role, "planId") ${workspaceId}::uuid, id, "accountId", "contactId", "planId", role,
      portal_hash(portal_token(${workspaceId}::uuid, id)), "expiresOn", "createdBy"
    from ${given}
    where "planId" is not null or not exists (
      select from portal_links k where k.workspace_id = ${workspaceId} and k.contact_id = w."contactId" and k.role = w.role
        and k.plan_id is null and k.revoked_at is null)
    order by "contactId", role, "planId", "expiresOn" desc
    on conflict (workspace_id, contact_id, role, coalesce(plan_id, id)) where revoked_at is null
      do update set expires_on = greatest(portal_links.expires_on, excluded.expires_on)
  `.execute(tx)
  const { rows: found } = await sql<PortalLink & { wanted: string }>`
    select w.id as wanted, k.id, ${pathOf(sql`k`)} as path
    from ${given} join portal_links k on k.workspace_id = ${workspaceId} and k.contact_id = w."contactId"
      and k.role = w.role and k.plan_id is not distinct from w."planId" and k.revoked_at is null
  `.execute(tx)
  const byWanted = new Map(found.map(({ wanted: of, ...link }) => [of, link]))
  return rows.map(({ id }) => byWanted.get(id)!)
}

/** The path of a link that a query has at hand. */
export const pathOf = (link: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`'/p/' || portal_token(${link}.workspace_id, ${link}.id)`
