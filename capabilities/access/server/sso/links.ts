import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'

const links = sql`
  from provider_links l join identity_providers i on i.workspace_id = l.workspace_id and i.id = l.provider_id
  join people p on p.workspace_id = l.workspace_id and p.id = l.person_id
  where i.is_on and p.state = 'active'`

/** Whether an administrator has come in by a provider that is on: then the others may be made to. */
export async function hasProvenWay(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select ${links} and p.role = 'admin' limit 1`.execute(tx)
  return rows.length > 0
}

/** Whether somebody has come in by a provider that is on. */
export async function hasLink(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql`select ${links} and p.id = ${personId} limit 1`.execute(tx)
  return rows.length > 0
}
