import { sql } from 'kysely'
import type { z } from 'zod'
import type { followingContract } from '#capabilities/journey/contract/following.ts'
import type { CardAnswer } from '#capabilities/journey/contract/following.ts'
import type { Lateness } from '#capabilities/journey/core/words.ts'
import { type Day, daysBetween } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readMaps } from '../maps.ts'
import { followedMaps, milestoneLabels } from './followedMaps.ts'
import { type Wanted, wantedSql, whoIsWhere } from './wanted.ts'

type Columns = z.input<NonNullable<(typeof followingContract.columns)['~orpc']['outputSchema']>>
type Asked = z.output<NonNullable<(typeof followingContract.cards)['~orpc']['inputSchema']>>
type ColumnRow = Omit<Columns['columns'][number], 'label' | 'old'> & { map_id: string }

/** How many customers are in each phase of a map, however late: one query over all of them. */
export async function readColumns(tx: Tx, workspaceId: WorkspaceId, wanted: Wanted, today: Day): Promise<Columns> {
  const stored = await readMaps(tx, workspaceId)
  const maps = followedMaps(stored)
  const map = maps.find(({ key }) => key === wanted.map) ?? maps[0]
  if (!map) return { maps: [], map: null, columns: [] }
  const { rows: onMaps } = await sql<{ map_id: string; accounts: number }>`
    select s.map_id, count(*)::int as accounts from ${whoIsWhere} where ${wantedSql(workspaceId, wanted)} group by 1
  `.execute(tx)
  const { rows } = await sql<ColumnRow>`
    select s.phase, count(*)::int as accounts, coalesce(sum(f."contract.arr"), 0)::float8 as arr,
      percentile_cont(0.5) within group (order by ${today}::date - s.entered_on) as "medianDays",
      count(*) filter (where f."phase.lateness" = 'watch')::int as watch,
      count(*) filter (where f."phase.lateness" = 'stalled')::int as stalled,
      count(*) filter (where f."phase.may_leave")::int as "mayLeave",
      count(*) filter (where f."journey.blocked_side" is not null)::int as blocked
    from ${whoIsWhere}
    where ${wantedSql(workspaceId, wanted)} and s.map_id = any(${map.versions.map(({ id }) => id)}::uuid[])
    group by s.phase
  `.execute(tx)
  const byPhase = new Map(rows.map((row) => [row.phase, row]))
  const nobody = { accounts: 0, arr: 0, medianDays: null, watch: 0, stalled: 0, mayLeave: 0, blocked: 0 }
  return {
    map: map.key,
    maps: maps.map(({ key, label, versions }) => ({
      key,
      label,
      accounts: onMaps.reduce((sum, row) => sum + (versions.some(({ id }) => id === row.map_id) ? row.accounts : 0), 0),
    })),
    columns: map.phases
      .map(({ key, label, old }) => ({ ...nobody, ...byPhase.get(key), phase: key, label, old }))
      .filter(({ old, accounts }) => !old || accounts > 0),
  }
}

type CardRow = Omit<
  CardAnswer,
  'account' | 'blocked' | 'regressed' | 'missing' | 'health' | 'owner' | 'days' | 'lateness' | 'mayLeave'
> & {
  account_id: string
  name: string
  rank: number
  lateness: Lateness | null
  mayLeave: boolean | null
  missing: string[] | null
  regressed: string[] | null
  blocked_side: NonNullable<CardAnswer['blocked']>['side'] | null
  blocked_since: Day | null
  score: number | null
  grade: CardAnswer['health']['grade'] | null
  owner_id: string | null
  owner_name: string | null
}

const rank = sql<number>`case f."phase.lateness" when 'stalled' then 0 when 'watch' then 1 else 2 end`
const cursorForm = /^([012]) (\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36})$/

/** A page of the customers in a phase: the latest first, and of those the longest there. */
export async function readCards(
  tx: Tx,
  workspaceId: WorkspaceId,
  asked: Asked,
  today: Day,
): Promise<{ rows: CardAnswer[]; next: string | null }> {
  const stored = await readMaps(tx, workspaceId)
  const maps = followedMaps(stored)
  const map = maps.find(({ key }) => key === asked.map) ?? maps[0]
  if (!map) return { rows: [], next: null }
  const [, atRank, on, id] = cursorForm.exec(asked.cursor ?? '') ?? []
  const after = id
    ? sql`and (${rank}, s.entered_on, s.account_id) > (${Number(atRank)}, ${on}::date, ${id}::uuid)`
    : sql``
  const state =
    asked.state === undefined
      ? sql``
      : asked.state === 'may_leave'
        ? sql`and f."phase.may_leave"`
        : asked.state === 'blocked'
          ? sql`and f."journey.blocked_side" is not null`
          : sql`and f."phase.lateness" = ${asked.state}`
  const { rows } = await sql<CardRow>`
    select s.id as "entryId", s.account_id, f."account.name" as name, s.phase, s.entered_on as "enteredOn", ${rank} as rank,
      f."phase.expected_days" as "usualDays", f."phase.lateness" as lateness, coalesce(f."phase.returns", 0) as returns,
      f."phase.may_leave" as "mayLeave", f."phase.missing" as missing,
      f."journey.struggle" as struggle, f."journey.regressed" as regressed, f."journey.blocked_side" as blocked_side,
      f."journey.blocked_since" as blocked_since, f."contract.arr" as arr, f."health.score" as score,
      f."health.grade" as grade, p.id as owner_id, p.name as owner_name
    from ${whoIsWhere}
      left join people p on p.workspace_id = f.workspace_id and p.id::text = f."account.owner"
    where ${wantedSql(workspaceId, asked)} and s.map_id = any(${map.versions.map((one) => one.id)}::uuid[])
      and s.phase = ${asked.phase} ${state} ${after}
    order by ${rank}, s.entered_on, s.account_id limit ${asked.limit + 1}
  `.execute(tx)
  const labels = milestoneLabels(stored)
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined
  return {
    rows: rows.slice(0, asked.limit).map((row) => presentCard(row, labels, today)),
    next: last ? `${last.rank} ${last.enteredOn} ${last.account_id}` : null,
  }
}

function presentCard(row: CardRow, labels: ReturnType<typeof milestoneLabels>, today: Day): CardAnswer {
  const {
    account_id,
    name,
    rank: _rank,
    missing,
    score,
    grade,
    owner_id,
    owner_name,
    regressed,
    blocked_side,
    blocked_since,
    ...shown
  } = row
  return {
    ...shown,
    account: { id: account_id, name },
    days: Math.max(0, daysBetween(row.enteredOn as Day, today)),
    lateness: row.lateness ?? 'on_time',
    mayLeave: row.mayLeave ?? false,
    regressed: regressed?.length ?? 0,
    blocked:
      blocked_side === null
        ? null
        : { side: blocked_side, days: blocked_since ? Math.max(0, daysBetween(blocked_since, today)) : 0 },
    missing: (missing ?? []).map((key) => ({ key, label: labels.get(key) ?? { ja: key, en: key } })),
    health: { score, grade: grade ?? 'unknown' },
    owner: owner_id === null ? null : { id: owner_id, name: owner_name ?? '' },
  }
}
