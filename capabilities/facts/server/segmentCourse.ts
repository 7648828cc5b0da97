import { sql } from 'kysely'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { startOfDay } from './past.ts'
import type { StoredSegment } from './segments.ts'

const weeks = 13

type Asked = { id: WorkspaceId; timeZone: string }

/** How many were in a segment at the end of each of the last weeks, and are now; null before the segment was made. */
export async function courseOf(
  tx: Tx,
  workspace: Asked,
  segment: StoredSegment,
  today: Day,
): Promise<{ day: Day; members: number | null }[]> {
  const days = Array.from({ length: weeks + 1 }, (_, at) => addDays(today, -7 * (weeks - at)))
  const ends = days.map((day) => new Date(startOfDay(addDays(day, 1), workspace.timeZone)).toISOString())
  const { rows } = await sql<{ members: number }>`
    select (
      select count(*) from segment_memberships m
      where m.workspace_id = ${workspace.id} and m.segment_id = ${segment.id}
        and m.entered_at < at.end and (m.left_at is null or m.left_at >= at.end)
    ) as members
    from unnest(${ends}::timestamptz[]) with ordinality as at ("end", place) order by place
  `.execute(tx)
  const first = dayOf(segment.createdAt.getTime(), workspace.timeZone)
  return days.map((day, at) => ({ day, members: day < first ? null : rows[at]!.members }))
}

type MoveRow = { id: AccountId; name: string; at: Date; enters: boolean }

/** Who entered a segment and who left it, the newest first. */
export async function movesOf(tx: Tx, workspaceId: WorkspaceId, segmentId: string, limit: number) {
  const part = (column: 'entered_at' | 'left_at') => sql`(
    select account_id, ${sql.id(column)} as at, ${sql.lit(column === 'entered_at')} as enters from segment_memberships
    where workspace_id = ${workspaceId} and segment_id = ${segmentId} and ${sql.id(column)} is not null
    order by ${sql.id(column)} desc, account_id limit ${limit + 1}
  )`
  const { rows } = await sql<MoveRow>`
    select a.id, a.name, moved.at, moved.enters from (${part('entered_at')} union all ${part('left_at')}) moved
    join accounts a on a.workspace_id = ${workspaceId} and a.id = moved.account_id
    order by moved.at desc, a.reading, a.id limit ${limit + 1}
  `.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(({ id, name, at, enters }) => ({ account: { id, name }, at: at.toISOString(), enters })),
    more: rows.length > limit,
  }
}
