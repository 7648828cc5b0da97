import { sql } from 'kysely'
import type { PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Team } from '#capabilities/access/contract.ts'
import { type Allowance, adminRole } from '#capabilities/access/core/roles.ts'
import { strongest } from '#capabilities/access/core/strongest.ts'
import { type Author, recordChanges } from '../audit.ts'
import { listTeams, recorded } from '../teams.ts'

/** Whose change it is that roles and teams follow. */
export type Following = {
  by: Author
  origin?: string
  /** The role of whoever had one by a group and has none any more; null: they keep it. */
  fallback: string | null
  /** What to say where nobody would be administrator. */
  lastAdministrator: () => Error
}

type Standing = { id: PersonId; role: string; byGroups: string[] }

/**
 * Makes a change of groups, and has the roles and teams of the people given follow it: each has the strongest of the roles of
 * their groups, and is in the teams of their groups. The last administrator stays one: such a change is not made at all. The
 * roles that somebody had before and has no more.
 */
export async function regroup(
  tx: Tx,
  { by, origin, fallback, lastAdministrator }: Following,
  ids: readonly PersonId[],
  change: () => Promise<void>,
): Promise<string[]> {
  await holdAdministrators(tx)
  const before = new Map((await standings(tx, ids)).map((standing) => [standing.id, standing]))
  await change()
  const rank = await ranking(tx)
  const moved = (await standings(tx, ids)).flatMap(({ id, role, byGroups }) => {
    const left = before.get(id)!.byGroups.length > 0 ? fallback : null
    const wanted = rank(byGroups) ?? left ?? role
    return wanted === role ? [] : [{ id, role, wanted }]
  })
  await sql`update people p set role = moved.role
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ wanted }) => wanted)}::text[]) as moved (id, role)
    where p.id = moved.id`.execute(tx)
  if (moved.some(({ role }) => role === adminRole) && !(await hasAdministrator(tx))) throw lastAdministrator()
  const told = { by, ...(origin ? { origin } : {}) }
  const roles = moved.map(({ id, role, wanted }) => ({
    ...told,
    action: 'person.update',
    subjectId: id,
    before: { role },
    after: { role: wanted },
  }))
  const teams = (await followTeams(tx, by, ids)).map((each) => ({ ...told, action: 'team.update', ...each }))
  await recordChanges(tx, [...roles, ...teams])
  return [...new Set(moved.map(({ role }) => role))]
}

/** Of the writers that might take away the last administrator one waits for the other. */
export async function holdAdministrators(tx: Tx): Promise<void> {
  await sql`select from people where role = ${adminRole} and state = 'active' order by id for update`.execute(tx)
}

async function hasAdministrator(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select from people where role = ${adminRole} and state = 'active' limit 1`.execute(tx)
  return rows.length > 0
}

async function standings(tx: Tx, ids: readonly PersonId[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select p.id, p.role, array_remove(array_agg(distinct g.role), null) as "byGroups" from people p
    left join provisioned_group_members m on m.workspace_id = p.workspace_id and m.person_id = p.id
    left join provisioned_groups g on g.workspace_id = m.workspace_id and g.id = m.group_id
    where p.id = any(${ids}::uuid[]) group by p.workspace_id, p.id`.execute(tx)
  return rows
}

async function ranking(tx: Tx): Promise<(keys: readonly string[]) => string | undefined> {
  const { rows } = await sql<Allowance & { key: string }>`
    select key, permissions, row_scope as "rowScope", field_classes as "fieldClasses" from roles
    where key in (select role from provisioned_groups)`.execute(tx)
  return (keys) => strongest(rows.filter(({ key }) => keys.includes(key)))?.key
}

/** Puts people into the teams of their groups, and out of those they were in by a group alone; the teams that changed. */
async function followTeams(tx: Tx, { workspaceId }: Author, ids: readonly PersonId[]) {
  const before = await listTeams(tx)
  const wanted = sql`
    from provisioned_group_members m join provisioned_groups g on g.workspace_id = m.workspace_id and g.id = m.group_id
    where m.person_id = any(${ids}::uuid[]) and g.team_id is not null`
  await sql`delete from team_members t where t.provisioned and t.person_id = any(${ids}::uuid[])
    and (t.team_id, t.person_id) not in (select g.team_id, m.person_id ${wanted})`.execute(tx)
  await sql`insert into team_members (workspace_id, team_id, person_id, provisioned)
    select distinct ${workspaceId}::uuid, g.team_id, m.person_id, true ${wanted} on conflict do nothing`.execute(tx)
  const after = new Map((await listTeams(tx)).map((team) => [team.id, team]))
  return before.flatMap((team: Team) => {
    const [was, is] = [recorded(team), recorded(after.get(team.id)!)]
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ subjectId: team.id, before: was, after: is }]
  })
}
