import { sql } from 'kysely'
import { isId, type PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { recordChange } from '../audit.ts'
import { type Ask, byToken } from './changes.ts'
import type { Sought } from './filter.ts'
import { regroup } from './following.ts'
import type { GroupAttributes } from './groupAttributes.ts'
import { invalid, ScimRefusal } from './refusal.ts'
import { oneAtATime, type Page } from './users.ts'

/** A group as the provider knows it. */
export type Group = {
  id: string
  displayName: string
  externalId: string | null
  createdAt: Date
  members: Array<{ id: PersonId; name: string }>
}

type By = 'displayName' | 'externalId' | 'members.value' | 'id'
/** By what a provider finds a group. */
export const groupNames: Readonly<Record<string, By>> = {
  displayname: 'displayName',
  externalid: 'externalId',
  members: 'members.value',
  'members.value': 'members.value',
  id: 'id',
}

type Wanted = Page<By> & { withMembers: boolean }

export async function listGroups(
  tx: Tx,
  { sought, startIndex, count, withMembers }: Wanted,
): Promise<{ total: number; groups: Group[] }> {
  const matching = sql.join([sql`from provisioned_groups g where true`, ...sought.map(matches)], sql` and `)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${matching}`.execute(tx)
  const members = withMembers
    ? sql`coalesce((
        select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.id)
        from provisioned_group_members m join people p on p.workspace_id = m.workspace_id and p.id = m.person_id
        where m.workspace_id = g.workspace_id and m.group_id = g.id), '[]')`
    : sql`'[]'::jsonb`
  const { rows } = await sql<Group>`
    select g.id, g.name as "displayName", g.external_id as "externalId", g.created_at as "createdAt", ${members} as members
    ${matching} order by g.created_at, g.id limit ${count} offset ${startIndex - 1}`.execute(tx)
  return { total: counted[0]!.total, groups: rows }
}

function matches({ by, value }: Sought<By>) {
  if (by === 'id') return isId(value) ? sql`g.id = ${value}` : sql`false`
  if (by === 'externalId') return sql`g.external_id = ${value}`
  if (by === 'displayName') return sql`lower(g.name) = lower(${value})`
  if (!isId(value)) return sql`false`
  return sql`exists (select from provisioned_group_members m
    where m.workspace_id = g.workspace_id and m.group_id = g.id and m.person_id = ${value})`
}

export async function readGroup(tx: Tx, id: string, withMembers = true): Promise<Group> {
  const { groups } = await listGroups(tx, { sought: [{ by: 'id', value: id }], startIndex: 1, count: 1, withMembers })
  if (!groups[0]) throw new ScimRefusal(404, `There is no group ${id} here.`)
  return groups[0]
}

/** Writes down a group that is new here. Nothing follows from it until it is mapped to a role or a team. */
export async function createGroup(ask: Ask, told: GroupAttributes): Promise<Group> {
  const { tx, provisioner } = ask
  await oneAtATime(tx, provisioner.workspaceId)
  const id = ask.newId<string>()
  await refuseTaken(tx, id, told)
  await sql`insert into provisioned_groups (workspace_id, id, name, external_id)
    values (${provisioner.workspaceId}, ${id}, ${told.displayName}, ${told.externalId})`.execute(tx)
  await putMembers(ask, id, new Set(), told.members)
  const group = await readGroup(tx, id)
  await recordChange(tx, {
    ...byToken(provisioner),
    action: 'provisioned_group.create',
    subjectId: id,
    after: recorded(group),
  })
  return group
}

/** Changes a group to what `next` makes of it; roles and teams of its people follow. */
export async function changeGroup(
  ask: Ask,
  id: string,
  next: (told: GroupAttributes) => GroupAttributes,
): Promise<Group> {
  const { tx, provisioner } = ask
  await oneAtATime(tx, provisioner.workspaceId)
  const before = await readGroup(tx, id)
  const known = new Set<string>(before.members.map((member) => member.id))
  const wanted = next({ displayName: before.displayName, externalId: before.externalId, members: known })
  await refuseTaken(tx, id, wanted)
  await sql`update provisioned_groups set name = ${wanted.displayName}, external_id = ${wanted.externalId}
    where id = ${id}`.execute(tx)
  await putMembers(ask, id, known, wanted.members)
  const after = await readGroup(tx, id)
  const [was, is] = [recorded(before), recorded(after)]
  if (JSON.stringify(was) !== JSON.stringify(is))
    await recordChange(tx, {
      ...byToken(provisioner),
      action: 'provisioned_group.update',
      subjectId: id,
      before: was,
      after: is,
    })
  return after
}

export async function removeGroup(ask: Ask, id: string): Promise<void> {
  const { tx, provisioner } = ask
  const group = await changeGroup(ask, id, (told) => ({ ...told, members: new Set() }))
  await sql`delete from provisioned_groups where id = ${id}`.execute(tx)
  await recordChange(tx, {
    ...byToken(provisioner),
    action: 'provisioned_group.remove',
    subjectId: id,
    before: recorded(group),
  })
}

async function putMembers(
  { tx, provisioner }: Ask,
  id: string,
  known: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const [added, gone] = [[...wanted.difference(known)], [...known.difference(wanted)]]
  const changed = [...added, ...gone].filter(isId) as PersonId[]
  await regroup(tx, byToken(provisioner), changed, async () => {
    await sql`delete from provisioned_group_members
      where group_id = ${id} and person_id = any(${gone}::uuid[])`.execute(tx)
    const { rows } = await sql<{ id: string }>`
      insert into provisioned_group_members (workspace_id, group_id, person_id)
      select ${provisioner.workspaceId}, ${id}, p.id from people p where p.id = any(${added.filter(isId)}::uuid[])
      returning person_id as id`.execute(tx)
    const unknown = added.find((each) => !rows.some((row) => row.id === each))
    if (unknown !== undefined) throw invalid(`There is no user ${unknown} here; users are members, groups are not.`)
  })
}

async function refuseTaken(tx: Tx, id: string, { displayName, externalId }: GroupAttributes): Promise<void> {
  const { rows } = await sql`select from provisioned_groups
    where id <> ${id} and (lower(name) = lower(${displayName}) or external_id = ${externalId})`.execute(tx)
  if (rows.length > 0)
    throw new ScimRefusal(409, 'Another group here has this displayName or externalId.', 'uniqueness')
}

const recorded = ({ displayName, externalId, members }: Group) => ({
  name: displayName,
  externalId,
  members: members.map(({ name }) => name),
})
