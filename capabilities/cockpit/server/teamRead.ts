import { sql } from 'kysely'
import { startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'

type Load = {
  id: string | null
  name: string | null
  open: number
  overdue: number
  snoozed: number
  minutes: number
  oldestDays: number
  closed28d: number
}

/** Who has how much to do, the most loaded first; `null` is what nobody owns. */
export async function readTeam(tx: Tx, { id: workspaceId, timeZone }: Workspace, today: Day) {
  const since = new Date(startOfDay(addDays(today, -28), timeZone))
  const { rows } = await sql<Load>`
    with load as (
      select c.owner_id, c.status = 'open' or c.snoozed_until <= ${today} as open, c.due_on, c.effort_minutes, c.created_at
      from ctas c join accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id and a.archived_at is null
      where c.workspace_id = ${workspaceId} and c.status <> 'closed'
    ),
    done as (
      select closed_by, count(*) as closed from ctas
      where workspace_id = ${workspaceId} and status = 'closed' and closed_at >= ${since} group by closed_by
    ),
    owners as (select owner_id as id from load union select closed_by from done where closed_by is not null)
    select o.id, p.name, count(*) filter (where l.open) as open,
      count(*) filter (where l.open and l.due_on < ${today}) as overdue, count(*) filter (where not l.open) as snoozed,
      coalesce(sum(l.effort_minutes) filter (where l.open), 0) as minutes,
      coalesce(max(${today}::date - (l.created_at at time zone ${timeZone})::date) filter (where l.open), 0) as "oldestDays",
      coalesce(max(d.closed), 0) as "closed28d"
    from owners o left join load l on l.owner_id is not distinct from o.id
      left join done d on d.closed_by = o.id
      left join people p on p.workspace_id = ${workspaceId} and p.id = o.id
    group by o.id, p.name order by minutes desc, p.name nulls last
  `.execute(tx)
  return rows.map(({ id, name, ...load }) => ({ person: id === null ? null : { id, name: name ?? '' }, ...load }))
}
