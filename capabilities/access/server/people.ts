import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Caller } from '#platform/http/context.ts'
import type { Person } from '../contract.ts'
import { mayGive } from '../core/giving.ts'
import { type Allowance, adminRole } from '../core/roles.ts'
import { recordChange } from './audit.ts'
import { refused } from './refusals.ts'

type Row = Omit<Person, 'createdAt' | 'lastSeenAt'> & { userId: string; createdAt: Date; lastSeenAt: Date | null }

const columns = sql`id, user_id as "userId", name, email, role, state, created_at as "createdAt", last_seen_at as "lastSeenAt"`

export async function listPeople(tx: Tx): Promise<Person[]> {
  const { rows } = await sql<Row>`select ${columns} from people order by state, lower(name), id`.execute(tx)
  return rows.map(present)
}

/** A person of the workspace, held until the transaction ends; NOT_FOUND where there is none. */
export async function holdPerson(tx: Tx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from people where id = ${id} for update`.execute(tx)
  if (!rows[0]) throw new ORPCError('NOT_FOUND', { defined: true, status: 404 })
  return rows[0]
}

/** Gives a person another role or state. A workspace keeps an active administrator, and nobody suspends themselves. */
export async function updatePerson(
  tx: Tx,
  caller: Caller,
  { id, role, state }: { id: string; role?: string | undefined; state?: 'active' | 'suspended' | undefined },
): Promise<Person> {
  const administrators = await sql<{ id: PersonId }>`
    select id from people where role = ${adminRole} and state = 'active' order by id for update`.execute(tx)
  const before = await holdPerson(tx, id)
  const after = { role: role ?? before.role, state: state ?? before.state }
  if (before.role === after.role && before.state === after.state) return present(before)
  await refuseRoleAbove(tx, caller, before.role, 'person.above')
  await refuseRoleAbove(tx, caller, after.role)
  if (before.role !== after.role && (await hasRoleByGroup(tx, id))) throw refused('role', 'person.byGroup')
  if (id === caller.personId && after.state === 'suspended') throw refused('state', 'person.self')
  const others = administrators.rows.filter((administrator) => administrator.id !== id)
  const staysAdministrator = after.role === adminRole && after.state === 'active'
  if (others.length === 0 && !staysAdministrator) throw refused(role ? 'role' : 'state', 'person.lastAdmin')

  await sql`update people set role = ${after.role}, state = ${after.state} where id = ${id}`.execute(tx)
  await recordChange(tx, {
    by: caller,
    action: 'person.update',
    subjectId: id,
    before: { role: before.role, state: before.state },
    after,
  })
  return present({ ...before, ...after })
}

/** Whether a group of the provider gives somebody their role, so that it would be so again with the group's next change. */
async function hasRoleByGroup(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from provisioned_group_members m join provisioned_groups g on g.workspace_id = m.workspace_id and g.id = m.group_id
    where m.person_id = ${id} and g.role is not null limit 1`.execute(tx)
  return rows.length > 0
}

/** Refuses a role that is not there, or that may more than the caller: nobody hands out or takes away what they lack. */
export async function refuseRoleAbove(
  tx: Tx,
  caller: Caller,
  role: string,
  rule = 'role.above',
  field = 'role',
): Promise<void> {
  const { rows } = await sql<Allowance>`
    select permissions, row_scope as "rowScope", field_classes as "fieldClasses" from roles where key = ${role} for share
  `.execute(tx)
  if (!rows[0]) throw refused(field, 'role.unknown')
  if (!mayGive(allowanceOf(caller), rows[0])) throw refused(field, rule)
}

/** How much a caller may do, at this request. */
export function allowanceOf({ permissions, reach, fieldClasses }: Caller): Allowance {
  return { permissions: [...permissions], rowScope: reach?.scope ?? 'all', fieldClasses: [...fieldClasses] }
}

function present({ id, name, email, role, state, createdAt, lastSeenAt }: Row): Person {
  return {
    id,
    name,
    email,
    role,
    state,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  }
}
