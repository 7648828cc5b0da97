import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { FollowedMap } from './followedMaps.ts'

/**
 * The stays on a map that count (`settled` of the core, asked where they lie), each with the phase before it and after it,
 * and where all three stand in the order of the map; with the facts `f` of their customers.
 */
export function settledStays(workspaceId: WorkspaceId, map: FollowedMap): RawBuilder<unknown> {
  const order = sql`${map.phases.map(({ key }) => key)}::text[]`
  return sql`(
    select way.*, array_position(${order}, phase) as place, array_position(${order}, before) as place_before,
      array_position(${order}, after) as place_after
    from (
      select s.*, lag(s.phase) over way as before, lead(s.phase) over way as after
      from (
        select p.*, lead(p.cause) over told as next, lead(p.cause, 2) over told as over_next from account_phases p
        where p.workspace_id = ${workspaceId}
        window told as (partition by p.account_id order by p.entered_at, p.id)
      ) s
      -- A move that was taken back, and the stay that it interrupted.
      where s.next is distinct from 'undo' and s.over_next is distinct from 'undo'
      window way as (partition by s.account_id order by s.entered_at, s.id)
    ) way
    where map_id = any(${map.versions.map(({ id }) => id)}::uuid[])
  )`
}

/**
 * Of stays `s` (see `settledStays`): how many days each was seen, and whether it ended with going on. Who is still there, went
 * back, came onto another map or left us is seen until then and no longer.
 */
export function tenureSql(today: Day): {
  time: RawBuilder<number>
  lost: RawBuilder<boolean>
  known: RawBuilder<boolean>
} {
  return {
    time: sql<number>`greatest(0, coalesce(s.left_on, least(${today}::date, f."contract.churned_on")) - s.entered_on)`,
    lost: sql<boolean>`(s.left_on is not null and coalesce(s.place_after > s.place, false))`,
    // Who came to Banso with a history began in a later phase, and nobody knows when it had entered it.
    known: sql<boolean>`(s.cause <> 'start' or s.place = 1)`,
  }
}
