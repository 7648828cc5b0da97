import { sql } from 'kysely'
import type { PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { mayGive } from '#capabilities/access/core/giving.ts'
import { type Allowance, adminRole } from '#capabilities/access/core/roles.ts'
import { recordChange } from '../audit.ts'
import { addPerson } from '../workspaces.ts'
import { type Attributes, mailOf, shownName } from './attributes.ts'
import { type Following, holdAdministrators, regroup } from './following.ts'
import { ScimRefusal } from './refusal.ts'
import type { Provisioner } from './tokens.ts'
import { findRemoved, holdUser, keepNames, oneAtATime, readUser, refuseTaken, type User } from './users.ts'

const lastAdministrator = 'Nobody would be administrator of the workspace; make somebody else one in Banso first.'

/** A change that a provider asks for, in a transaction of the workspace of its token. */
export type Ask = Pick<CallContext, 'identity' | 'now' | 'newId'> & { tx: Tx; provisioner: Provisioner }

/** Brings somebody in, in the role of the token; whoever was let go of before comes back as who they were, in that role. */
export async function createUser(ask: Ask, attributes: Attributes): Promise<User> {
  const { tx, provisioner, identity, now } = ask
  const { workspaceId, joinRole } = provisioner
  await oneAtATime(tx, workspaceId)
  const email = mailOf(attributes)
  // By the same lock one waits who arrives for the first time by an identity provider.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`join ${workspaceId} ${email}`}, 0))`.execute(tx)
  await refuseTaken(tx, attributes, null)
  const known = await findRemoved(tx, attributes)
  const id = known ?? (await join())
  if (known) await takeBack(ask, known, attributes)
  await keepNames(tx, workspaceId, id, attributes)
  const user = await readUser(tx, id)
  return attributes.active ? user : await changeUser(ask, id, (told) => ({ ...told, active: false }))

  async function join(): Promise<PersonId> {
    const name = shownName(attributes)
    const userId = await identity.createBare(name)
    const origin = originOf(provisioner)
    return await addPerson(tx, workspaceId, { userId, name, email, role: joinRole, at: now(), origin })
  }
}

async function takeBack({ tx, provisioner }: Ask, id: PersonId, attributes: Attributes): Promise<void> {
  const after = { name: shownName(attributes), email: mailOf(attributes), role: provisioner.joinRole, state: 'active' }
  await sql`update people set name = ${after.name}, email = ${after.email}, role = ${after.role}, state = 'active'
    where id = ${id}`.execute(tx)
  await record(tx, provisioner, id, { before: { state: 'suspended' }, after })
}

/** Changes somebody to what `next` makes of them. Whoever is no longer active is out at their next request. */
export async function changeUser(ask: Ask, id: string, next: (told: Attributes) => Attributes): Promise<User> {
  const { tx, provisioner } = ask
  await oneAtATime(tx, provisioner.workspaceId)
  await holdAdministrators(tx)
  const user = await holdUser(tx, id)
  const after = next(user.attributes)
  await refuseTaken(tx, after, user)
  // A name given here by hand stays until the provider tells another than before.
  const name = shownName(after) === shownName(user.attributes) ? user.name : shownName(after)
  const [had, wanted] = [user.attributes.email ?? '', mailOf(after)]
  const email = had.toLowerCase() === wanted ? had : wanted
  const [was, is] = [asRecorded(user.name, user.attributes), asRecorded(name, { ...after, email })]
  const changed = (Object.keys(is) as Array<keyof typeof is>).filter((key) => was[key] !== is[key])
  if (changed.includes('email')) await refuseAbove(tx, provisioner, user)
  if (changed.includes('state') && !after.active) await refuseLastAdministrator(tx, user)
  await keepNames(tx, provisioner.workspaceId, user.id, after)
  if (changed.length === 0) return await readUser(tx, id)
  await sql`update people set name = ${name}, email = ${email}, state = ${is.state} where id = ${user.id}`.execute(tx)
  const only = (told: typeof is) => Object.fromEntries(changed.map((key) => [key, told[key]]))
  await record(tx, provisioner, user.id, { before: only(was), after: only(is) })
  return await readUser(tx, id)
}

/** Lets go of somebody: they are suspended, what they did stays, and the provider finds them no more. */
export async function removeUser(ask: Ask, id: string): Promise<void> {
  await changeUser(ask, id, (told) => ({ ...told, active: false }))
  await regroup(ask.tx, byToken(ask.provisioner), [id as PersonId], async () => {
    await sql`delete from provisioned_group_members where person_id = ${id}`.execute(ask.tx)
  })
  await sql`update provisioned_people set removed_at = ${ask.now()} where person_id = ${id}`.execute(ask.tx)
}

const asRecorded = (name: string, { email, active }: Attributes) => ({
  name,
  email,
  state: active ? 'active' : 'suspended',
})

const originOf = ({ name }: Provisioner) => `scim:${name}`

/** What a token changes is its doing; whoever is left without a group of a role has the role of the token. */
export const byToken = (provisioner: Provisioner): Following & { origin: string } => ({
  by: { workspaceId: provisioner.workspaceId, system: true },
  origin: originOf(provisioner),
  fallback: provisioner.joinRole,
  lastAdministrator: () => new ScimRefusal(409, lastAdministrator),
})

async function record(
  tx: Tx,
  provisioner: Provisioner,
  id: PersonId,
  change: { before: Record<string, unknown>; after: Record<string, unknown> },
): Promise<void> {
  const { by, origin } = byToken(provisioner)
  await recordChange(tx, { by, action: 'person.update', subjectId: id, origin, ...change })
}

async function refuseLastAdministrator(tx: Tx, { id }: User): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from people where role = ${adminRole} and state = 'active'`.execute(tx)
  if (rows.length === 1 && rows[0]!.id === id) throw new ScimRefusal(409, lastAdministrator)
}

/**
 * Refuses another address for somebody who may do more than the role of the token, or of a group: whoever had the token and
 * that address at the provider would come in as them.
 */
async function refuseAbove(tx: Tx, { joinRole }: Provisioner, { role }: User): Promise<void> {
  const { rows } = await sql<Allowance & { key: string; gives: boolean }>`
    select key, permissions, row_scope as "rowScope", field_classes as "fieldClasses",
      key = ${joinRole} or exists (select from provisioned_groups g where g.role = roles.key) as gives
    from roles`.execute(tx)
  const given = rows.find((row) => row.key === role)!
  if (!rows.some((row) => row.gives && mayGive(row, given)))
    throw new ScimRefusal(
      403,
      'This person may do more than the role of the token: their address is not changed from outside of Banso.',
    )
}
