import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { CallContext, Caller, Workspace } from '#platform/http/context.ts'
import { giveBackSetupToken, makeSetupToken, useSetupToken } from '#platform/identity/setupLink.ts'
import { adminRole } from '../core/roles.ts'
import { callerIn } from './caller.ts'
import { refused, refuseWeakPassword } from './refusals.ts'
import { addPerson, createWorkspace, isTimeZone, type SeedWorkspace } from './workspaces.ts'

/** Whether nobody works here yet. */
export async function setupNeeded(database: Database): Promise<boolean> {
  const { rows } = await database.system((tx) =>
    sql<{ empty: boolean }>`
    select not exists (select from people) as empty`.execute(tx),
  )
  return rows[0]?.empty ?? true
}

/**
 * The path (to be put behind Banso's address) of a new one-time link that makes the first administrator; null where
 * somebody works here already. To be called at start, and printed.
 */
export async function firstAdminPath(database: Database, now: Date): Promise<string | null> {
  if (!(await setupNeeded(database))) return null
  return `/setup#token=${await makeSetupToken(database, now)}`
}

export type Settings = Omit<Workspace, 'id'>
type Setup = { token: string; name: string; email: string; password: string; workspace: Settings }

/** Uses the one-time link: the first workspace, its administrator, and a session for them. */
export async function completeSetup(
  context: CallContext,
  setup: Setup,
  seeds: readonly SeedWorkspace[],
): Promise<Caller> {
  const { database, identity, visit, now } = context
  const { token, name, email, password } = setup
  refuseUnknownTimeZone(setup.workspace)
  refuseWeakPassword('password', password, [name, email, setup.workspace.name])
  if (!(await setupNeeded(database)) || !(await useSetupToken(database, token, now())))
    throw refused('token', 'link.invalid')
  try {
    const userId = await identity.create({ email, name, password })
    const workspace = { ...setup.workspace, id: context.newId<WorkspaceId>() }
    await database.workspace(workspace.id, async (tx) => {
      await createWorkspace(tx, workspace, seeds)
      await addPerson(tx, workspace.id, { userId, name, email, role: adminRole, at: now() })
    })
    await identity.signIn(visit, email, password, workspace.id)
    return (await callerIn(database, userId, workspace.id))!
  } catch (error) {
    await giveBackSetupToken(database, token)
    throw error
  }
}

/** Another workspace, with the caller as its administrator. */
export async function addWorkspace(
  context: CallContext,
  settings: Settings,
  seeds: readonly SeedWorkspace[],
): Promise<Caller> {
  const { caller, database, identity, visit, now } = context
  refuseUnknownTimeZone(settings)
  const workspace = { ...settings, id: context.newId<WorkspaceId>() }
  const email = await context.transaction(async (tx) => {
    const { rows } = await sql<{ email: string }>`select email from people where id = ${caller.personId}`.execute(tx)
    return rows[0]!.email
  })
  await database.workspace(workspace.id, async (tx) => {
    await createWorkspace(tx, workspace, seeds)
    await addPerson(tx, workspace.id, { userId: caller.userId, name: caller.name, email, role: adminRole, at: now() })
  })
  await identity.useWorkspace(visit, workspace.id)
  return (await callerIn(database, caller.userId, workspace.id))!
}

export function refuseUnknownTimeZone({ timeZone }: { timeZone?: string | undefined }): void {
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw refused('timeZone', 'timeZone.unknown')
}
