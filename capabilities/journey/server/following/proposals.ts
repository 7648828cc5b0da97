import { sql } from 'kysely'
import type { z } from 'zod'
import type { proposalsRoute } from '#capabilities/journey/contract/figures.ts'
import { enough, proposalsOf } from '#capabilities/journey/core/pace.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { theMap } from './followedMaps.ts'
import { readPaces } from './paces.ts'

type Proposals = z.input<NonNullable<(typeof proposalsRoute)['~orpc']['outputSchema']>>

/** What a map could say by the company's own history, beside what it says. */
export async function readProposals(tx: Tx, workspaceId: WorkspaceId, key: string | undefined): Promise<Proposals> {
  const map = await theMap(tx, workspaceId, key)
  const nothing = { workedOutOn: null, enough, watchAt: null, stalledAt: null, rows: [] }
  if (!map) return { map: null, phases: [], ...nothing }
  const { map: newest, version } = map.versions[0]!
  const paces = (await readPaces(tx, workspaceId)).get(map.key)
  const about = {
    map: { key: map.key, version, label: map.label },
    phases: newest.phases.map(({ key: phase, label }) => ({ key: phase, label })),
  }
  if (!paces) return { ...about, ...nothing }
  const { rows, watchAt, stalledAt } = proposalsOf(newest, paces)
  const { rows: days } = await sql<{ on: Day }>`
    select max(worked_out_on) as on from journey_paces where workspace_id = ${workspaceId} and map_key = ${map.key}
  `.execute(tx)
  return {
    ...about,
    workedOutOn: days[0]?.on ?? null,
    enough,
    rows,
    watchAt: { now: newest.watchAt, proposed: watchAt },
    stalledAt: { now: newest.stalledAt, proposed: stalledAt },
  }
}
