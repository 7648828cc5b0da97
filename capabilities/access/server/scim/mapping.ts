import { sql } from 'kysely'
import type { PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { ProvisionedGroup } from '#capabilities/access/contract.ts'
import { recordChange } from '../audit.ts'
import { refuseRoleAbove } from '../people.ts'
import { refused } from '../refusals.ts'
import { regroup } from './following.ts'
import { oneAtATime } from './users.ts'

const groups = sql`
  select g.id, g.name, g.role, g.team_id as "teamId", t.name as team, (select count(*)::int from provisioned_group_members m
    where m.workspace_id = g.workspace_id and m.group_id = g.id) as people
  from provisioned_groups g left join teams t on t.workspace_id = g.workspace_id and t.id = g.team_id`

type Row = ProvisionedGroup & { team: string | null }

/** The groups of the provider, with the role and the team each stands for. */
export async function listMapped(tx: Tx): Promise<ProvisionedGroup[]> {
  const { rows } = await sql<Row>`${groups} order by lower(g.name), g.id`.execute(tx)
  return rows.map(present)
}

type Wanted = Pick<ProvisionedGroup, 'id' | 'role' | 'teamId'>

/**
 * Says which role and team a group stands for; its people follow at once. Nobody gives a role above their own by it, nor moves
 * anybody who has one. Where it stands for no role any more its people keep the one they have.
 */
export async function mapGroup(context: CallContext, { id, role, teamId }: Wanted): Promise<ProvisionedGroup> {
  const { caller } = context
  return await context.transaction(async (tx) => {
    await oneAtATime(tx, caller.workspaceId)
    const before = await readMapped(tx, id)
    if (role !== null && role !== before.role) await refuseRoleAbove(tx, caller, role)
    if (teamId !== null) await refuseNoTeam(tx, teamId)
    const lastAdministrator = () => refused('role', 'person.lastAdmin')
    const left = await regroup(
      tx,
      { by: caller, fallback: null, lastAdministrator },
      await membersOf(tx, id),
      async () => {
        await sql`update provisioned_groups set role = ${role}, team_id = ${teamId} where id = ${id}`.execute(tx)
      },
    )
    for (const each of left) await refuseRoleAbove(tx, caller, each, 'person.above')
    const after = await readMapped(tx, id)
    const [was, is] = [recorded(before), recorded(after)]
    if (JSON.stringify(was) !== JSON.stringify(is))
      await recordChange(tx, { by: caller, action: 'provisioned_group.update', subjectId: id, before: was, after: is })
    await context.live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    return present(after)
  })
}

async function readMapped(tx: Tx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`${groups} where g.id = ${id}`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}

async function membersOf(tx: Tx, id: string): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select person_id as id from provisioned_group_members where group_id = ${id}`.execute(tx)
  return rows.map((row) => row.id)
}

async function refuseNoTeam(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql`select from teams where id = ${id} for share`.execute(tx)
  if (rows.length === 0) throw refused('teamId', 'team.unknown')
}

const present = ({ team: _, ...group }: Row): ProvisionedGroup => group

const recorded = ({ name, role, team }: Row) => ({ name, role, team })
