import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { CallContext, Caller, Locale } from '#platform/http/context.ts'
import { linkHash } from '#platform/identity/oneTimeLink.ts'
import { recordChange } from './audit.ts'
import { callerIn } from './caller.ts'
import { denied, refused, refuseWeakPassword } from './refusals.ts'
import { addPerson } from './workspaces.ts'

type Open = {
  workspaceId: WorkspaceId
  id: string
  email: string
  role: string
  person: { id: PersonId; userId: string; name: string } | null
  workspaceName: string
  workspaceLocale: Locale
  roleLabel: { ja: string; en: string }
  expiresAt: Date
}

/** The invitation a link's token opens; refused where it is unknown, used, taken back or out of time, all alike. */
export async function readInvitation({ database, now }: CallContext, token: string): Promise<Open> {
  const { rows } = await database.system((tx) =>
    sql<Open>`
      select i.workspace_id as "workspaceId", i.id, i.email, i.role, i.expires_at as "expiresAt",
        case when p.id is not null then jsonb_build_object('id', p.id, 'userId', p.user_id, 'name', p.name) end as person,
        w.name as "workspaceName", w.locale as "workspaceLocale",
        jsonb_build_object('ja', r.label_ja, 'en', r.label_en) as "roleLabel"
      from invitations i
      join workspaces w on w.workspace_id = i.workspace_id
      join roles r on r.workspace_id = i.workspace_id and r.key = i.role
      left join people p on p.workspace_id = i.workspace_id and p.id = i.person_id
      where i.token_hash = ${linkHash(token)} and i.accepted_at is null and i.revoked_at is null and i.expires_at > ${now()}
    `.execute(tx),
  )
  if (!rows[0]) throw refused('token', 'link.invalid')
  return rows[0]
}

type Acceptance = { token: string; name?: string | undefined; password: string; locale?: Locale | undefined }

/** Uses an invitation: somebody new joins, or a person here has a new password; either way they are signed in. */
export async function acceptInvitation(context: CallContext, acceptance: Acceptance): Promise<Caller> {
  const invitation = await readInvitation(context, acceptance.token)
  return invitation.person
    ? chooseNewPassword(context, { ...invitation, person: invitation.person }, acceptance.password)
    : join(context, invitation, acceptance)
}

async function join(context: CallContext, invitation: Open, acceptance: Acceptance): Promise<Caller> {
  const { database, identity, visit } = context
  const { email, workspaceId, role } = invitation
  const { password, locale } = acceptance
  const known = await identity.find(email)
  if (known?.hasPassword) {
    const proven = await identity.signIn(visit, email, password, workspaceId)
    if (!proven.ok) throw denied(proven, 'password', 'password.wrong')
  } else if (!acceptance.name) {
    throw refused('name', 'name.needed')
  } else {
    refuseWeakPassword('password', password, [acceptance.name, email, invitation.workspaceName])
  }
  const name = acceptance.name ?? email
  const userId = known?.hasPassword ? known.userId : await identity.create({ email, name, password })
  await database.workspace(workspaceId, async (tx) => {
    await use(context, tx, invitation.id)
    await addPerson(tx, workspaceId, { userId, name, email, role, locale: locale ?? null, at: context.now() })
  })
  if (!known?.hasPassword) await signInAnew(context, email, password, workspaceId)
  return (await callerIn(database, userId, workspaceId))!
}

async function chooseNewPassword(
  context: CallContext,
  { id, email, workspaceId, workspaceName, person }: Open & { person: NonNullable<Open['person']> },
  password: string,
): Promise<Caller> {
  const { database, identity } = context
  refuseWeakPassword('password', password, [person.name, email, workspaceName])
  if (!(await identity.adopt(person.userId, email))) throw refused('token', 'person.elsewhere')
  await database.workspace(workspaceId, async (tx) => {
    await use(context, tx, id)
    await recordChange(tx, {
      by: { workspaceId, personId: person.id },
      action: 'person.password',
      subjectId: person.id,
    })
  })
  await identity.setPassword(person.userId, password)
  await identity.endOtherSessions(person.userId, null)
  const caller = await callerIn(database, person.userId, workspaceId)
  if (!caller) throw refused('token', 'link.invalid') // suspended since
  await signInAnew(context, email, password, workspaceId)
  return caller
}

/** Whoever has a second factor is asked for it, however they came by their password. */
async function signInAnew({ identity, visit }: CallContext, email: string, password: string, workspaceId: WorkspaceId) {
  const proven = await identity.signIn(visit, email, password, workspaceId)
  if (!proven.ok) throw denied(proven, 'password', 'password.wrong')
}

/** Marks an invitation as used; refused where somebody else was quicker. */
async function use({ now }: CallContext, tx: Parameters<typeof recordChange>[0], id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update invitations set accepted_at = ${now()}
    where id = ${id} and accepted_at is null and revoked_at is null and expires_at > ${now()}`.execute(tx)
  if (numAffectedRows !== 1n) throw refused('token', 'link.invalid')
}
