import { sql } from 'kysely'
import type { Permission } from '#kernel/exchange.ts'
import { permissions } from '#kernel/exchange.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { Caller } from '#platform/http/context.ts'
import type { Me } from '../contract.ts'

/** What the interface is told of the person who looks at it. */
export async function meOf(database: Database, caller: Caller): Promise<Me> {
  const whose = caller.viewing
    ? sql`p.workspace_id = ${caller.workspaceId} and p.id = ${caller.personId}`
    : sql`p.user_id = ${caller.userId}`
  const { rows } = await database.system((tx) =>
    sql<{ id: WorkspaceId; name: string; email: string }>`
      select w.workspace_id as id, w.name, p.email
      from people p join workspaces w on w.workspace_id = p.workspace_id
      where ${whose} and p.state = 'active'
      order by w.name, w.workspace_id
    `.execute(tx),
  )
  return {
    personId: caller.personId,
    name: caller.name,
    email: rows.find((row) => row.id === caller.workspaceId)?.email ?? '',
    role: caller.role,
    permissions: permissions.filter((permission: Permission) => caller.permissions.has(permission)),
    rowScope: caller.reach?.scope ?? 'all',
    fieldClasses: [...caller.fieldClasses],
    locale: caller.locale,
    workspace: { ...caller.workspace },
    vouched: caller.providerId !== undefined,
    owes: caller.owes ?? null,
    viewing: caller.viewing
      ? {
          as: caller.viewing.as,
          label: caller.viewing.label,
          since: caller.viewing.since.toISOString(),
          until: caller.viewing.until.toISOString(),
        }
      : null,
    workspaces: rows
      .filter(({ id }) => caller.providerId === undefined || id === caller.workspaceId)
      .map(({ id, name }) => ({ id, name })),
  }
}
