import { sql } from 'kysely'
import type { TurnStart } from '#capabilities/facts/server/index.ts'
import { type Pace, type Paces, paceKey, paceOf, type StayCount } from '#capabilities/journey/core/pace.ts'
import type { Touch } from '#capabilities/journey/core/words.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readMaps } from '../maps.ts'
import { followedMaps } from './followedMaps.ts'
import { settledStays, tenureSql } from './settledStays.ts'

type Counted = StayCount & { phase: string; touch: Touch | null }

/** Works out how long each phase of each map takes, for all customers and by touch model: one query a map. */
export async function workOutPaces({ tx, workspace, today }: TurnStart): Promise<void> {
  const rows = []
  for (const map of followedMaps(await readMaps(tx, workspace.id))) {
    const { time, lost, known } = tenureSql(today)
    const { rows: counts } = await sql<Counted>`
      select s.phase, f."account.touch_model" as touch, ${time} as time, ${lost} as lost, count(*)::int as count
      from ${settledStays(workspace.id, map)} s
        join account_facts f on f.workspace_id = s.workspace_id and f.account_id = s.account_id
      where ${known} group by 1, 2, 3, 4
    `.execute(tx)
    for (const { key: phase } of map.phases)
      for (const touch of ['', 'high', 'low', 'tech'] as const) {
        const { steps, ...figures } = paceOf(
          counts.filter((one) => one.phase === phase && (touch === '' || one.touch === touch)),
        )
        if (figures.stays > 0)
          rows.push({
            map_key: map.key,
            phase,
            touch,
            ...figures,
            steps: steps.map(({ time: at, kept }) => [at, kept]),
          })
      }
  }
  await keepPaces(tx, workspace.id, rows, today)
}

async function keepPaces(tx: Tx, workspaceId: WorkspaceId, rows: readonly object[], today: Day): Promise<void> {
  await sql`delete from journey_paces where workspace_id = ${workspaceId}`.execute(tx)
  await sql`
    insert into journey_paces
      (workspace_id, map_key, phase, touch, stays, passed, median, p80, p95, steps, worked_out_on)
    select ${workspaceId}::uuid, map_key, phase, touch, stays, passed, median, p80, p95, steps, ${today}::date
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as pace (
      map_key text, phase text, touch text, stays int, passed int, median float8, p80 float8, p95 float8, steps jsonb
    )
  `.execute(tx)
}

type Kept = Omit<Pace, 'steps'> & { map_key: string; phase: string; touch: Touch | ''; steps: [number, number][] }

/** The paces of a workspace, by the key of the map. */
export async function readPaces(tx: Tx, workspaceId: WorkspaceId): Promise<ReadonlyMap<string, Paces>> {
  const { rows } = await sql<Kept>`
    select map_key, phase, touch, stays, passed, median, p80, p95, steps from journey_paces
    where workspace_id = ${workspaceId}
  `.execute(tx)
  const maps = new Map<string, Map<string, Pace>>()
  for (const { map_key, phase, touch, steps, ...figures } of rows) {
    const known = maps.get(map_key) ?? new Map<string, Pace>()
    known.set(paceKey(phase, touch), { ...figures, steps: steps.map(([time, kept]) => ({ time, kept })) })
    maps.set(map_key, known)
  }
  return maps
}
