import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Locale, Workspace } from '#platform/http/context.ts'
import { builtInRoles } from '../core/roles.ts'
import { recordChange } from './audit.ts'

/** What a capability puts into every new workspace (its ready-made definitions), in the transaction that makes it. */
export type SeedWorkspace = (tx: Tx, workspace: Workspace) => Promise<void>

/**
 * Makes a workspace with the built-in roles and whatever the capabilities put into it. `tx` is a transaction of that
 * very workspace: `database.workspace(workspace.id, (tx) => createWorkspace(tx, workspace, seeds))`.
 */
export async function createWorkspace(tx: Tx, workspace: Workspace, seeds: readonly SeedWorkspace[]): Promise<void> {
  const { id, name, locale, timeZone, currency, fiscalStartMonth } = workspace
  await sql`insert into workspaces (workspace_id, name, locale, time_zone, currency, fiscal_start_month)
    values (${id}, ${name}, ${locale}, ${timeZone}, ${currency}, ${fiscalStartMonth})`.execute(tx)
  const roles = builtInRoles.map(({ label, ...role }) => ({ ...role, ja: label.ja, en: label.en }))
  await sql`insert into roles (workspace_id, key, label_ja, label_en, permissions, built_in, row_scope, field_classes)
    select ${id}, key, ja, en, permissions, true, "rowScope", "fieldClasses"
    from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb)
      as given (key text, ja text, en text, permissions text[], "rowScope" text, "fieldClasses" text[])
  `.execute(tx)
  await recordChange(tx, {
    by: { workspaceId: id, system: true },
    action: 'workspace.create',
    subjectId: id,
    after: { name, locale, timeZone, currency, fiscalStartMonth },
  })
  for (const seed of seeds) await seed(tx, workspace)
}

export type NewPerson = {
  userId: string
  name: string
  email: string
  role: string
  locale?: Locale | null
  at?: Date
  origin?: string
}

/** Makes an identity a person of the workspace of `tx`, or an active one again, with the role given. */
export async function addPerson(tx: Tx, workspaceId: WorkspaceId, person: NewPerson): Promise<PersonId> {
  const { userId, name, email, role, locale = null, at = new Date(), origin } = person
  const id = uuidV7(at.getTime(), crypto.getRandomValues(new Uint8Array(10)))
  const { rows } = await sql<{ id: PersonId }>`
    insert into people (workspace_id, id, user_id, name, email, role, locale)
    values (${workspaceId}, ${id}, ${userId}, ${name}, ${email}, ${role}, ${locale})
    on conflict (workspace_id, user_id) do update set role = excluded.role, state = 'active'
    returning id
  `.execute(tx)
  const personId = rows[0]!.id
  await recordChange(tx, {
    by: { workspaceId, personId },
    action: 'person.join',
    subjectId: personId,
    after: { role },
    ...(origin ? { origin } : {}),
  })
  return personId
}

/** Whether a time zone is one that calendars know. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
