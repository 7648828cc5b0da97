import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { touchModelChoices } from '#capabilities/accounts/core/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { readAxes } from '#capabilities/facts/server/index.ts'
import type { Grouping, timeRoute, versionsRoute } from '#capabilities/journey/contract/figures.ts'
import { phaseOf } from '#capabilities/journey/core/map.ts'
import type { Touch } from '#capabilities/journey/core/words.ts'
import { kaplanMeier, tenureUntil } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { type Day, dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type FollowedMap, theMap } from './followedMaps.ts'
import { settledStays, tenureSql } from './settledStays.ts'
import { type Wanted, wantedSql, whoIsWhere } from './wanted.ts'

type Time = z.input<NonNullable<(typeof timeRoute)['~orpc']['outputSchema']>>
type Versions = z.input<NonNullable<(typeof versionsRoute)['~orpc']['outputSchema']>>
type Counted = { key: string; phase: string; time: number; lost: boolean; there: boolean; back: boolean; count: number }

/** What stays are told apart by, and what has to be joined for it; a customer in several segments counts in each. */
export const groupKey: Record<Grouping, { key: RawBuilder<string>; join: RawBuilder<unknown> }> = {
  none: { key: sql`''`, join: sql`` },
  touch: { key: sql`coalesce(f."account.touch_model", 'none')`, join: sql`` },
  owner: { key: sql`coalesce(f."account.owner", 'none')`, join: sql`` },
  version: {
    key: sql`m.version::text`,
    join: sql`join journey_maps m on m.workspace_id = s.workspace_id and m.id = s.map_id`,
  },
  segment: {
    key: sql`g.key`,
    join: sql`cross join lateral unnest(case when coalesce(cardinality(f.segments), 0) = 0 then array['none'] else f.segments end) as g (key)`,
  },
}

/** How long stays took by group and phase: one query over all of them. */
async function readCounts(
  tx: Tx,
  workspaceId: WorkspaceId,
  { map, wanted, by, phase, today }: { map: FollowedMap; wanted: Wanted; by: Grouping; phase?: string; today: Day },
): Promise<Counted[]> {
  const { time, lost, known } = tenureSql(today)
  const { key, join } = groupKey[by]
  const { rows } = await sql<Counted>`
    select ${key} as key, s.phase, ${time} as time, ${lost} as lost, s.left_on is null as there,
      coalesce(s.place_after < s.place, false) as back, count(*)::int as count
    from ${settledStays(workspaceId, map)} s
      join account_facts f on f.workspace_id = s.workspace_id and f.account_id = s.account_id ${join}
    where ${wantedSql(workspaceId, wanted)} and ${known} ${phase === undefined ? sql`` : sql`and s.phase = ${phase}`}
    group by 1, 2, 3, 4, 5, 6
  `.execute(tx)
  return rows
}

function figuresOf(counts: readonly Counted[]) {
  const steps = kaplanMeier(counts)
  const sum = (is: (one: Counted) => boolean) => counts.reduce((all, one) => all + (is(one) ? one.count : 0), 0)
  return {
    steps,
    figures: {
      stays: sum(() => true),
      there: sum(({ there }) => there),
      passed: sum(({ lost }) => lost),
      back: sum(({ back }) => back),
      median: tenureUntil(steps, 0.5),
      p90: tenureUntil(steps, 0.9),
    },
  }
}

/** Groups that are told; more are no picture any longer. */
const mostGroups = 40

/** How long customers stay in a phase, told apart by something. */
export async function readTime(
  tx: Tx,
  workspaceId: WorkspaceId,
  { by, phase: asked, ...wanted }: Wanted & { by: Grouping; phase?: string | undefined },
  today: Day,
): Promise<Time> {
  const map = await theMap(tx, workspaceId, wanted.map)
  const phase = map?.phases.find(({ key }) => key === asked)?.key ?? map?.phases[0]?.key
  if (!map || phase === undefined) return { phases: [], phase: null, groups: [] }
  const counts = await readCounts(tx, workspaceId, { map, wanted, by, phase, today })
  const labels = await groupLabels(tx, workspaceId, by)
  const newest = phaseOf(map.versions[0]!.map, phase)
  const groups = [...Map.groupBy(counts, ({ key }) => key)].map(([key, own]) => {
    const { steps, figures } = figuresOf(own)
    const usual = by === 'touch' ? newest?.usualDaysByTouch[key as Touch] : undefined
    return {
      ...figures,
      key,
      label: labels(key),
      usualDays: usual ?? newest?.usualDays ?? null,
      seen: Math.max(0, ...own.map(({ time }) => time)),
      steps: steps.map(({ time, kept, low, high, atRisk }) => ({ time, kept, low, high, atRisk })),
    }
  })
  const shown = groups.toSorted((a, b) => b.stays - a.stays).slice(0, mostGroups)
  return { phases: map.phases.map(({ key, label }) => ({ key, label })), phase, groups: shown }
}

const noLabel: Label = { ja: 'なし', en: 'None' }

/** What groups are called. */
async function groupLabels(tx: Tx, workspaceId: WorkspaceId, by: Grouping): Promise<(key: string) => Label> {
  if (by === 'none') return () => ({ ja: '全体', en: 'All' })
  if (by === 'version') return (key) => ({ ja: `第${key}版`, en: `Version ${key}` })
  const known = new Map<string, Label>()
  if (by === 'touch') for (const { key, label } of touchModelChoices) known.set(key, label)
  if (by === 'segment')
    for (const { key, label } of (await readAxes(tx, workspaceId)).flatMap(({ segments }) => segments))
      known.set(key, label)
  if (by === 'owner') {
    const { rows } = await sql<{ id: string; name: string }>`
      select id::text as id, name from people where workspace_id = ${workspaceId}
    `.execute(tx)
    for (const { id, name } of rows) known.set(id, { ja: name, en: name })
  }
  return (key) => known.get(key) ?? (key === 'none' ? noLabel : { ja: key, en: key })
}

/** The same figures for each version of a map. */
export async function readVersions(
  tx: Tx,
  workspace: { id: WorkspaceId; timeZone: string },
  wanted: Wanted,
  today: Day,
): Promise<Versions> {
  const map = await theMap(tx, workspace.id, wanted.map)
  if (!map) return { phases: [], versions: [] }
  const counts = await readCounts(tx, workspace.id, { map, wanted, by: 'version', today })
  const { rows: now } = await sql<{ map_id: string; accounts: number; stalled: number }>`
    select s.map_id, count(*)::int as accounts, count(*) filter (where f."phase.lateness" = 'stalled')::int as stalled
    from ${whoIsWhere} where ${wantedSql(workspace.id, wanted)} group by 1
  `.execute(tx)
  return {
    phases: map.phases.map(({ key, label }) => ({ key, label })),
    versions: map.versions.map(({ id, version, note, publishedAt }) => {
      const on = now.find((row) => row.map_id === id)
      return {
        version,
        note,
        publishedOn: dayOf(publishedAt.getTime(), workspace.timeZone),
        accounts: on?.accounts ?? 0,
        stalled: on?.stalled ?? 0,
        phases: map.phases.map(({ key: phase }) => ({
          phase,
          ...figuresOf(counts.filter((one) => one.key === String(version) && one.phase === phase)).figures,
        })),
      }
    }),
  }
}
