import { sql } from 'kysely'
import { uuidV7, type PersonId, type WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { newLinkToken } from '#platform/identity/oneTimeLink.ts'
import { recordChange } from '../audit.ts'

type Administrator = { workspaceId: WorkspaceId; personId: PersonId; role: string; workspace: string }

/** Where an administrator was let in again, and the page on which they choose a new password. */
export type Unlocked = { workspace: string; page: string }

/**
 * The operator's way in where no administrator gets in any more: passwords open the workspaces that somebody administers,
 * whatever their sign-in policy says, and a link lets them choose a new one. Their second factors stay, unless they are gone.
 */
export async function unlock(database: Database, email: string, withoutFactors: boolean): Promise<Unlocked[]> {
  const { rows } = await database.system((tx) =>
    sql<Administrator>`
      select p.workspace_id as "workspaceId", p.id as "personId", p.role, w.name as workspace
      from people p join workspaces w on w.workspace_id = p.workspace_id
      where lower(p.email) = ${email.toLowerCase()} and p.role = 'admin' and p.state = 'active' order by w.name`.execute(
      tx,
    ),
  )
  const opened: Unlocked[] = []
  for (const administrator of rows) opened.push(await openFor(database, administrator, email.toLowerCase()))
  if (withoutFactors)
    await database.system((tx) =>
      sql`delete from auth.factors f using people p
        where p.user_id = f.user_id and p.id = any(${rows.map(({ personId }) => personId)}::uuid[])`.execute(tx),
    )
  return opened
}

async function openFor(database: Database, administrator: Administrator, email: string): Promise<Unlocked> {
  const { workspaceId, personId, role, workspace } = administrator
  const { token, hash } = newLinkToken()
  await database.workspace(workspaceId, async (tx) => {
    await sql`update sign_in_policies set only_provider = false`.execute(tx)
    await sql`
      insert into invitations (workspace_id, id, email, role, person_id, token_hash, created_by, expires_at)
      values (${workspaceId}, ${uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))}, ${email}, ${role},
        ${personId}, ${hash}, ${personId}, now() + interval '1 day')`.execute(tx)
    const by = { workspaceId, system: true } as const
    await recordChange(tx, {
      by,
      action: 'sign_in.unlock',
      subjectId: personId,
      after: { onlyProvider: false },
      origin: 'cli',
    })
  })
  return { workspace, page: `/join#token=${token}` }
}
