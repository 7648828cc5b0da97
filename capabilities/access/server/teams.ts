import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { Team } from '../contract.ts'
import { recordChange } from './audit.ts'
import { refused } from './refusals.ts'

const columns = sql`t.id, t.name, t.kind, coalesce((
    select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name, 'leads', m.leads) order by not m.leads, lower(p.name), p.id)
    from team_members m join people p on p.workspace_id = m.workspace_id and p.id = m.person_id
    where m.workspace_id = t.workspace_id and m.team_id = t.id
  ), '[]') as members`

export async function listTeams(tx: Tx): Promise<Team[]> {
  const { rows } = await sql<Team>`select ${columns} from teams t order by t.kind, lower(t.name), t.id`.execute(tx)
  return rows
}

type Call = Pick<CallContext, 'caller' | 'newId'>
type Member = Pick<Team['members'][number], 'personId' | 'leads'>
type Given = Pick<Team, 'name' | 'kind'> & { members: readonly Member[] }

export async function createTeam(tx: Tx, call: Call, given: Given): Promise<Team> {
  const id = call.newId()
  await refuseTaken(tx, given.name, id)
  await sql`insert into teams (workspace_id, id, name, kind)
    values (${call.caller.workspaceId}, ${id}, ${given.name}, ${given.kind})`.execute(tx)
  await putMembers(tx, call, id, given.members)
  const team = await readTeam(tx, id)
  await recordChange(tx, { by: call.caller, action: 'team.create', subjectId: id, after: recorded(team) })
  return team
}

/** Changes a team; who is in it is told as a whole. What its people reach follows at their next request. */
export async function updateTeam(
  tx: Tx,
  call: Call,
  { id, name, kind, members }: { id: string } & { [Key in keyof Given]?: Given[Key] | undefined },
): Promise<Team> {
  const before = await readTeam(tx, id)
  if (name !== undefined) await refuseTaken(tx, name, id)
  await sql`update teams set name = ${name ?? before.name}, kind = ${kind ?? before.kind} where id = ${id}`.execute(tx)
  if (members) await putMembers(tx, call, id, members)
  const after = await readTeam(tx, id)
  const [was, is] = [recorded(before), recorded(after)]
  if (JSON.stringify(was) !== JSON.stringify(is))
    await recordChange(tx, { by: call.caller, action: 'team.update', subjectId: id, before: was, after: is })
  return after
}

export async function removeTeam(tx: Tx, call: Call, id: string): Promise<void> {
  const team = await readTeam(tx, id)
  await sql`delete from teams where id = ${id}`.execute(tx)
  await recordChange(tx, { by: call.caller, action: 'team.remove', subjectId: id, before: recorded(team) })
}

/** A team as it stands, held until the transaction ends. */
async function readTeam(tx: Tx, id: string): Promise<Team> {
  const { rows } = await sql<Team>`select ${columns} from teams t where t.id = ${id} for update of t`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** Names are told apart without upper and lower case. One writer at a time looks for one that is taken. */
async function refuseTaken(tx: Tx, name: string, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('teams'))`.execute(tx)
  const { rows } = await sql`select from teams where lower(name) = lower(${name}) and id <> ${id}`.execute(tx)
  if (rows.length > 0) throw refused('name', 'team.taken')
}

async function putMembers(tx: Tx, { caller }: Call, id: string, members: readonly Member[]): Promise<void> {
  const wanted = new Map(members.map((member) => [member.personId, member.leads]))
  const ids = [...wanted.keys()]
  const { rows: gone } = await sql<{ provisioned: boolean }>`
    delete from team_members where team_id = ${id} and person_id <> all(${ids}::uuid[]) returning provisioned`.execute(
    tx,
  )
  // They would come back with the next change of their group.
  if (gone.some(({ provisioned }) => provisioned)) throw refused('members', 'team.byGroup')
  const { numAffectedRows } = await sql`
    insert into team_members (workspace_id, team_id, person_id, leads)
    select ${caller.workspaceId}, ${id}, p.id, given.leads
    from unnest(${ids}::uuid[], ${[...wanted.values()]}::boolean[]) as given (id, leads) join people p on p.id = given.id
    on conflict (workspace_id, team_id, person_id) do update set leads = excluded.leads`.execute(tx)
  if (numAffectedRows !== BigInt(ids.length)) throw refused('members', 'person.unknown')
}

/** A team as the record of changes keeps it. */
export function recorded({ name, kind, members }: Team) {
  const named = (leads: boolean) => members.filter((member) => member.leads === leads).map((member) => member.name)
  return { name, kind, leads: named(true), members: named(false) }
}
