import { sql } from 'kysely'
import { isId, type PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { isWithin } from '#capabilities/access/core/signInPolicy.ts'
import { policyOf } from '../policy/policy.ts'
import { type Attributes, mailOf } from './attributes.ts'
import type { Sought } from './filter.ts'
import { invalid, ScimRefusal } from './refusal.ts'

/** Somebody as the provider knows them, and as they are here. */
export type User = {
  id: PersonId
  userId: string
  name: string
  role: string
  createdAt: Date
  /** The provider's groups they are in. */
  groups: Array<{ id: string; name: string }>
  attributes: Attributes
}

type Row = Omit<User, 'attributes'> & Attributes

// Whoever the provider let go of is not there for it, unless somebody here took them back.
const users = sql`
  from people p left join provisioned_people n on n.workspace_id = p.workspace_id and n.person_id = p.id
  where (n.removed_at is null or p.state = 'active')`
const userName = sql`coalesce(n.user_name, p.email)`
const columns = sql`p.id, p.user_id as "userId", p.name, p.role, p.created_at as "createdAt",
  ${userName} as "userName", n.external_id as "externalId",
  case when n.person_id is null then p.name else n.display_name end as "displayName", n.formatted_name as formatted,
  n.given_name as "givenName", n.family_name as "familyName", p.email, p.state = 'active' as active,
  coalesce((
    select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by lower(g.name))
    from provisioned_group_members m join provisioned_groups g on g.workspace_id = m.workspace_id and g.id = m.group_id
    where m.workspace_id = p.workspace_id and m.person_id = p.id), '[]') as groups`

type By = 'userName' | 'externalId' | 'emails.value' | 'id'
/** By what a provider finds a user. */
export const userNames: Readonly<Record<string, By>> = {
  username: 'userName',
  externalid: 'externalId',
  emails: 'emails.value',
  'emails.value': 'emails.value',
  'emails[type eq "work"].value': 'emails.value',
  id: 'id',
}

export type Page<Name extends string> = { sought: readonly Sought<Name>[]; startIndex: number; count: number }

export async function listUsers(
  tx: Tx,
  { sought, startIndex, count }: Page<By>,
): Promise<{ total: number; users: User[] }> {
  const matching = sql.join([users, ...sought.map(matches)], sql` and `)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${matching}`.execute(tx)
  const { rows } = await sql<Row>`
    select ${columns} ${matching} order by p.created_at, p.id limit ${count} offset ${startIndex - 1}`.execute(tx)
  return { total: counted[0]!.total, users: rows.map(told) }
}

function matches({ by, value }: Sought<By>) {
  if (by === 'id') return isId(value) ? sql`p.id = ${value}` : sql`false`
  if (by === 'externalId') return sql`n.external_id = ${value}`
  return sql`lower(${by === 'emails.value' ? sql`p.email` : userName}) = lower(${value})`
}

export async function readUser(tx: Tx, id: string): Promise<User> {
  const { users: found } = await listUsers(tx, { sought: [{ by: 'id', value: id }], startIndex: 1, count: 1 })
  if (!found[0]) throw new ScimRefusal(404, `There is no user ${id} here.`)
  return found[0]
}

/** Somebody, held until the transaction ends. */
export async function holdUser(tx: Tx, id: string): Promise<User> {
  if (isId(id)) await sql`select from people where id = ${id} for update`.execute(tx)
  return await readUser(tx, id)
}

/** Of the writers of a workspace one at a time looks for what is taken. */
export async function oneAtATime(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`scim ${workspaceId}`}, 0))`.execute(tx)
}

/** Refuses the name or address of somebody else, and an address that nobody here may have. */
export async function refuseTaken(tx: Tx, attributes: Attributes, before: User | null): Promise<void> {
  const email = mailOf(attributes)
  const had = before?.attributes
  const isSameAddress = had?.email?.toLowerCase() === email
  if (isSameAddress && had?.userName === attributes.userName) return
  const { rows } = await sql`
    select ${users} and p.id is distinct from ${before?.id ?? null}
      and (lower(${userName}) = lower(${attributes.userName}) or lower(p.email) = ${email}) limit 1`.execute(tx)
  if (rows.length > 0) throw new ScimRefusal(409, 'Somebody else here has this userName or address.', 'uniqueness')
  if (!isSameAddress && !isWithin((await policyOf(tx)).mailDomains, email))
    throw invalid(`${email} is of no domain that Settings › Sign-in allows.`)
}

/** Keeps what the provider calls somebody. */
export async function keepNames(tx: Tx, workspaceId: string, id: PersonId, given: Attributes): Promise<void> {
  const { userName: name, externalId, displayName, formatted, givenName, familyName } = given
  await sql`
    insert into provisioned_people (workspace_id, person_id, user_name, external_id, display_name, formatted_name, given_name, family_name)
    values (${workspaceId}, ${id}, ${name}, ${externalId}, ${displayName}, ${formatted}, ${givenName}, ${familyName})
    on conflict (workspace_id, person_id) do update set user_name = excluded.user_name, external_id = excluded.external_id,
      display_name = excluded.display_name, formatted_name = excluded.formatted_name, given_name = excluded.given_name,
      family_name = excluded.family_name, removed_at = null`.execute(tx)
}

/** Whom the provider let go of under this name or address before, so that they come back as who they were. */
export async function findRemoved(tx: Tx, attributes: Attributes): Promise<PersonId | null> {
  const { rows } = await sql<{ id: PersonId }>`
    select p.id from people p join provisioned_people n on n.workspace_id = p.workspace_id and n.person_id = p.id
    where n.removed_at is not null and p.state <> 'active'
      and (lower(n.user_name) = lower(${attributes.userName}) or lower(p.email) = ${mailOf(attributes)})
    order by n.removed_at desc limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

function told({ id, userId, name, role, createdAt, groups, ...attributes }: Row): User {
  return { id, userId, name, role, createdAt, groups, attributes }
}
