import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { newLinkToken } from '#platform/identity/oneTimeLink.ts'
import type { Invitation } from '../contract.ts'
import { recordChange } from './audit.ts'
import { holdPerson, refuseRoleAbove } from './people.ts'
import { refuseOtherDomain, refusePasswordsOff } from './policy/policy.ts'
import { refused } from './refusals.ts'

/** A link to join is good for this many days; one to choose a new password for one. */
const daysOpen = { join: 7, password: 1 }

type Row = Omit<Invitation, 'createdAt' | 'expiresAt' | 'createdBy'> & {
  createdAt: Date
  expiresAt: Date
  createdById: PersonId
  createdByName: string | null
}

const selected = (now: Date) => sql`
  select i.id, i.email, i.role, case when i.person_id is null then 'join' else 'password' end as purpose,
    i.created_by as "createdById", p.name as "createdByName", i.created_at as "createdAt", i.expires_at as "expiresAt",
    case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked'
      when i.expires_at <= ${now} then 'expired' else 'open' end as state
  from invitations i left join people p on p.workspace_id = i.workspace_id and p.id = i.created_by`

export async function listInvitations(tx: Tx, now: Date): Promise<Invitation[]> {
  const { rows } = await sql<Row>`${selected(now)}
    where i.created_at > ${now}::timestamptz - interval '90 days' order by i.created_at desc`.execute(tx)
  return rows.map(present)
}

type Link = { invitation: Invitation; url: string }

/** Invites somebody new. An open invitation to the same address is replaced: its link is good no more. */
export async function invite(context: CallContext, email: string, role: string): Promise<Link> {
  return context.transaction(async (tx) => {
    await refuseRoleAbove(tx, context.caller, role)
    const { rows } = await sql`select from people where email = ${email}`.execute(tx)
    if (rows.length > 0) throw refused('email', 'email.member')
    await refuseOtherDomain(tx, email)
    await refusePasswordsOff(tx, 'email', 'email.byProvider')
    return makeLink(tx, context, { email, role, personId: null })
  })
}

/**
 * A link by which a person of this workspace chooses a new password. Refused where they work in another workspace as
 * well: an administrator here must not open the door there.
 */
export async function passwordLink(context: CallContext, id: string): Promise<Link> {
  const person = await context.transaction(async (tx) => {
    const held = await holdPerson(tx, id)
    await refuseRoleAbove(tx, context.caller, held.role, 'person.above')
    await refusePasswordsOff(tx, 'id', 'person.byProvider')
    return held
  })
  await refuseElsewhere(context, person.userId)
  return context.transaction((tx) => makeLink(tx, context, { email: person.email, role: person.role, personId: id }))
}

/** Refuses what would open the door of another company, for an identity that is a person there as well. */
export async function refuseElsewhere({ database, caller }: CallContext, userId: string): Promise<void> {
  const { rows } = await database.system((tx) =>
    sql`select from people where user_id = ${userId} and workspace_id <> ${caller.workspaceId}`.execute(tx),
  )
  if (rows.length > 0) throw refused('id', 'person.elsewhere')
}

async function makeLink(
  tx: Tx,
  { caller, now, newId, visit }: CallContext,
  { email, role, personId }: { email: string; role: string; personId: string | null },
): Promise<Link> {
  const { token, hash } = newLinkToken()
  const id = newId()
  const days = daysOpen[personId ? 'password' : 'join']
  await sql`update invitations set revoked_at = ${now()}
    where email = ${email} and accepted_at is null and revoked_at is null`.execute(tx)
  await sql`
    insert into invitations (workspace_id, id, email, role, person_id, token_hash, created_by, created_at, expires_at)
    values (${caller.workspaceId}, ${id}, ${email}, ${role}, ${personId}, ${hash}, ${caller.personId}, ${now()},
      ${now()}::timestamptz + ${days} * interval '1 day')
  `.execute(tx)
  await recordChange(tx, {
    by: caller,
    action: personId ? 'person.password_link' : 'invitation.create',
    subjectId: personId ?? id,
    after: personId ? {} : { email, role },
  })
  const { rows } = await sql<Row>`${selected(now())} where i.id = ${id}`.execute(tx)
  return { invitation: present(rows[0]!), url: `${visit.origin}/join#token=${token}` }
}

export async function revokeInvitation(context: CallContext, id: string): Promise<void> {
  await context.transaction(async (tx) => {
    const { rows } = await sql<{ email: string; open: boolean }>`
      select email, accepted_at is null and revoked_at is null as open from invitations where id = ${id} for update`.execute(
      tx,
    )
    if (!rows[0]) throw new ORPCError('NOT_FOUND', { defined: true, status: 404 })
    if (!rows[0].open) return
    await sql`update invitations set revoked_at = ${context.now()} where id = ${id}`.execute(tx)
    await recordChange(tx, {
      by: context.caller,
      action: 'invitation.revoke',
      subjectId: id,
      before: { email: rows[0].email },
    })
  })
}

function present({ createdAt, expiresAt, createdById, createdByName, ...row }: Row): Invitation {
  return {
    ...row,
    createdBy: createdByName === null ? null : { id: createdById, name: createdByName },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
