import { sql } from 'kysely'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import {
  type Axis,
  enteredFact,
  leftFact,
  type Segment,
  segmentsFact,
} from '#capabilities/facts/core/segment/segment.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** A segment as it is kept. */
export type StoredSegment = Segment & { axisId: string; createdAt: Date; archivedAt: Date | null }
/** An axis as it is kept, with all that were ever on it, in their order. */
export type StoredAxis = Omit<Axis, 'segments'> & { archivedAt: Date | null; segments: readonly StoredSegment[] }

type AxisRow = { id: string; ja: string; en: string; exclusive: boolean; archived_at: Date | null }
type SegmentRow = {
  id: string
  key: string
  axis_id: string
  ja: string
  en: string
  kind: Segment['kind']
  condition: string
  created_at: Date
  archived_at: Date | null
}

/** All axes of a workspace in their order, archived ones too. */
export async function readAxes(tx: Tx, workspaceId: WorkspaceId): Promise<StoredAxis[]> {
  const { rows: axes } = await sql<AxisRow>`
    select id, label_ja as ja, label_en as en, exclusive, archived_at from segment_axes
    where workspace_id = ${workspaceId} order by position, created_at, id
  `.execute(tx)
  if (axes.length === 0) return []
  const { rows: segments } = await sql<SegmentRow>`
    select id, key, axis_id, label_ja as ja, label_en as en, kind, condition, created_at, archived_at from segments
    where workspace_id = ${workspaceId} order by position, created_at, id
  `.execute(tx)
  return axes.map(({ id, ja, en, exclusive, archived_at }) => ({
    id,
    label: { ja, en },
    exclusive,
    archivedAt: archived_at,
    segments: segments.filter((segment) => segment.axis_id === id).map(segmentOf),
  }))
}

function segmentOf({ id, key, axis_id, ja, en, kind, condition, created_at, archived_at }: SegmentRow): StoredSegment {
  return {
    id,
    key,
    axisId: axis_id,
    label: { ja, en },
    kind,
    condition,
    createdAt: created_at,
    archivedAt: archived_at,
  }
}

/** The axes in use with the segments in use. */
export function inUse(axes: readonly StoredAxis[]): StoredAxis[] {
  return axes
    .filter((axis) => axis.archivedAt === null)
    .map((axis) => ({ ...axis, segments: axis.segments.filter((segment) => segment.archivedAt === null) }))
}

/** The facts of a workspace. Segments out of use stay known, so that conditions that name them can still be read. */
export async function segmentFacts(tx: Tx, workspace: { id: WorkspaceId }): Promise<FactDefinition[]> {
  const { rows } = await sql<{ key: string; ja: string; en: string; archived: boolean; created_at: Date }>`
    select s.key, s.created_at, s.label_ja as ja, s.label_en as en, s.archived_at is not null or a.archived_at is not null as archived
    from segments s join segment_axes a on a.workspace_id = s.workspace_id and a.id = s.axis_id
    where s.workspace_id = ${workspace.id} order by archived, a.position, s.position, s.created_at
  `.execute(tx)
  if (rows.length === 0) return []
  const choices = rows.map(({ key, ja, en, archived }) => ({
    key,
    label: archived ? { ja: `${ja}(アーカイブ済み)`, en: `${en} (archived)` } : { ja, en },
  }))
  const keptFrom = new Date(Math.min(...rows.map((row) => row.created_at.getTime()))).toISOString()
  return [segmentsFact, enteredFact, leftFact].map((fact) => ({ ...fact, choices, keptFrom }))
}
