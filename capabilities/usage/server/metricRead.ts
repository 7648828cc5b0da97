import { sql } from 'kysely'
import type { z } from 'zod'
import type { metricSchema } from '#capabilities/usage/contract/metrics.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { MetricDefinition, OwnMetric } from '../core/definition.ts'
import { readyMade } from '../core/readyMade.ts'

export type ShownMetric = z.infer<typeof metricSchema>

// What a later version of Banso may have published, and this one cannot read, is nobody's metric here.
const readable = sql`definition ?& array['label', 'value']`

/** Metrics in force that are not as Banso brings them: own ones and changed ones. */
export async function ownMetrics(tx: Tx, workspaceId: WorkspaceId): Promise<OwnMetric[]> {
  const { rows } = await sql<{ key: string; definition: MetricDefinition }>`
    select key, definition from (
      select distinct on (key) key, definition, archived_at from usage_metrics
      where workspace_id = ${workspaceId} and ${readable} order by key, version desc
    ) as newest where archived_at is null order by key
  `.execute(tx)
  return rows.map(({ key, definition }) => ({ key, ...definition }))
}

/** A metric in force by key, ready made or not. */
export async function metricInForce(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<OwnMetric | undefined> {
  const own = (await ownMetrics(tx, workspaceId)).find((metric) => metric.key === key)
  return own ?? readyMade.find((metric) => metric.key === key)
}

export type MetricRow = {
  key: string
  version: number
  definition: MetricDefinition
  note: string | null
  publishedAt: Date
  publishedBy: string | null
  archivedAt: Date | null
}

type FillRow = {
  state: 'waiting' | 'running' | 'done' | null
  fromDay: Day | null
  toDay: Day | null
  percent: number | null
}

/** All metrics: the ready-made in their order, the company's after them, archived ones too. */
export async function readMetrics(tx: Tx, workspaceId: WorkspaceId): Promise<ShownMetric[]> {
  const { rows } = await sql<MetricRow & FillRow>`
    select m.key, m.version, m.definition, m.note, m.published_at as "publishedAt", p.name as "publishedBy",
      m.archived_at as "archivedAt", f.state, f.from_day as "fromDay", f.to_day as "toDay", f.percent
    from (
      select distinct on (key) * from usage_metrics
      where workspace_id = ${workspaceId} and ${readable} order by key, version desc
    ) as m
    left join people p on p.workspace_id = m.workspace_id and p.id = m.published_by
    left join metric_fills f on f.workspace_id = m.workspace_id and f.key = m.key
    order by m.published_at, m.key
  `.execute(tx)
  const readyKeys = new Set(readyMade.map((metric) => metric.key))
  const changed = new Map(rows.filter((row) => readyKeys.has(row.key)).map((row) => [row.key, row]))
  const ready = readyMade.map(({ key, ...definition }): ShownMetric => {
    const row = changed.get(key)
    return row && row.archivedAt === null
      ? shown(row, 'changed')
      : { ...asBrought, key, version: row?.version ?? 0, definition: definition as ShownMetric['definition'] }
  })
  return [...ready, ...rows.filter((row) => !readyKeys.has(row.key)).map((row) => shown(row, 'own'))] as ShownMetric[]
}

const asBrought = {
  origin: 'ready',
  note: null,
  publishedAt: null,
  publishedBy: null,
  archived: false,
  fill: null,
} as const

function shown(row: MetricRow & FillRow, origin: 'changed' | 'own'): ShownMetric {
  const { key, version, definition, note, publishedBy, publishedAt, archivedAt } = row
  return {
    key,
    origin,
    version,
    definition: definition as ShownMetric['definition'],
    note,
    publishedAt: publishedAt.toISOString(),
    publishedBy,
    archived: archivedAt !== null,
    fill: row.state && { state: row.state, from: row.fromDay, to: row.toDay, percent: row.percent ?? 0 },
  }
}

/** Every published version of a metric, the latest first. */
export async function readVersions(tx: Tx, workspaceId: WorkspaceId, key: string) {
  const { rows } = await sql<MetricRow>`
    select m.key, m.version, m.definition, m.note, m.published_at as "publishedAt", p.name as "publishedBy"
    from usage_metrics m left join people p on p.workspace_id = m.workspace_id and p.id = m.published_by
    where m.workspace_id = ${workspaceId} and m.key = ${key} and m.${readable} order by m.version desc
  `.execute(tx)
  return rows.map(({ version, definition, note, publishedAt, publishedBy }) => ({
    version,
    definition: definition as ShownMetric['definition'],
    note,
    publishedAt: publishedAt.toISOString(),
    publishedBy,
  }))
}
