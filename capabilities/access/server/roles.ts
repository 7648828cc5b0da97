import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { Role } from '../contract.ts'

/** The roles of the workspace, the one that may most first. */
export async function listRoles(tx: Tx): Promise<Role[]> {
  const { rows } = await sql<Role>`
    select key, jsonb_build_object('ja', label_ja, 'en', label_en) as label, permissions, built_in as "builtIn",
      row_scope as "rowScope", field_classes as "fieldClasses"
    from roles order by cardinality(permissions) desc, key`.execute(tx)
  return rows
}
