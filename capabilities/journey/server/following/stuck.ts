import { sql } from 'kysely'
import type { z } from 'zod'
import type { stuckRoute } from '#capabilities/journey/contract/figures.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { theMap } from './followedMaps.ts'
import { type Wanted, wantedSql, whoIsWhere } from './wanted.ts'

type Stuck = z.input<NonNullable<(typeof stuckRoute)['~orpc']['outputSchema']>>
type Row = Omit<Stuck['rows'][number], 'phase' | 'milestone'> & { phase: string; milestone: string }

/** Which exit criteria late customers miss, how many do, and for how long they have been in the phase: one query. */
export async function readStuck(tx: Tx, workspaceId: WorkspaceId, wanted: Wanted, today: Day): Promise<Stuck> {
  const map = await theMap(tx, workspaceId, wanted.map)
  if (!map) return { rows: [] }
  const late = sql`f."phase.lateness" in ('watch', 'stalled')`
  const { rows } = await sql<Row>`
    with there as (
      select s.phase, s.entered_on, f."phase.missing" as missing, f."phase.lateness" as lateness, ${late} as late,
        f."journey.blocked_side" as side, count(*) over (partition by s.phase) as there
      from ${whoIsWhere}
      where ${wantedSql(workspaceId, wanted)} and s.map_id = any(${map.versions.map(({ id }) => id)}::uuid[])
    )
    select phase, one.key as milestone, max(there)::int as there, count(*)::int as missing,
      count(*) filter (where lateness = 'stalled')::int as stalled, count(*) filter (where lateness = 'watch')::int as watch,
      percentile_cont(0.5) within group (order by ${today}::date - entered_on) filter (where late) as "medianDays",
      count(*) filter (where late and side in ('ours', 'both'))::int as "blockedOurs",
      count(*) filter (where late and side in ('customer', 'both'))::int as "blockedCustomer"
    from there cross join lateral unnest(missing) as one (key)
    group by 1, 2 order by stalled desc, watch desc, missing desc, 1, 2
  `.execute(tx)
  const phases = new Map(map.phases.map((phase) => [phase.key, phase]))
  const milestones = new Map(
    map.versions
      .toReversed()
      .flatMap((version) =>
        version.map.phases.flatMap((phase) => phase.milestones.map((one) => [one.key, one] as const)),
      ),
  )
  return {
    rows: rows.flatMap(({ phase, milestone, ...figures }) => {
      const [where, what] = [phases.get(phase), milestones.get(milestone)]
      if (!where || !what) return []
      const { key, label, exit } = what
      return [{ ...figures, phase: { key: phase, label: where.label }, milestone: { key, label, exit } }]
    }),
  }
}
