import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { keyFor, segmentsFact } from '#capabilities/facts/core/segment/segment.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { rederiveWorkspace } from './dirty.ts'
import { conditionOf } from './read.ts'
import { segments as segmentsDerivation } from './segmentDerive.ts'
import { readAxes, type StoredAxis, type StoredSegment } from './segments.ts'
import { knownAfter } from './system.ts'

export type Call = Pick<CallContext, 'caller' | 'live' | 'newId' | 'now'>

/** Adds an axis, behind all others. */
export async function createAxis(
  tx: Tx,
  call: Call,
  axis: { label: Label; exclusive: boolean },
): Promise<{ id: string }> {
  const id = call.newId()
  const { workspaceId } = call.caller
  await sql`
    insert into segment_axes (workspace_id, id, label_ja, label_en, exclusive, position)
    select ${workspaceId}::uuid, ${id}::uuid, ${axis.label.ja}, ${axis.label.en}, ${axis.exclusive}, coalesce(max(position), 0) + 1
    from segment_axes where workspace_id = ${workspaceId}
  `.execute(tx)
  await wrote(tx, call, { action: 'segmentAxis.create', id, before: null, after: axis })
  return { id }
}

type AxisChange = { label?: Label | undefined; exclusive?: boolean | undefined; archived?: boolean | undefined }

/** Changes an axis. Whoever is where is told anew when it becomes exclusive or not, goes out of use or comes back. */
export async function updateAxis(tx: Tx, call: Call, id: string, change: AxisChange): Promise<{ id: string }> {
  const { label, exclusive, archivedAt } = await theAxis(tx, call, id)
  const before = { label, exclusive, archived: archivedAt !== null }
  const after = { ...before, ...given(change) }
  await sql`
    update segment_axes set label_ja = ${after.label.ja}, label_en = ${after.label.en}, exclusive = ${after.exclusive},
      archived_at = ${after.archived ? (archivedAt ?? call.now()) : null}
    where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  const moves = after.exclusive !== before.exclusive || after.archived !== before.archived
  await wrote(tx, call, { action: 'segmentAxis.update', id, before, after, moves })
  return { id }
}

/** Puts the axes into an order; those that are not named come after. */
export async function orderAxes(tx: Tx, call: Call, ids: readonly string[]): Promise<void> {
  const before = (await readAxes(tx, call.caller.workspaceId)).map((axis) => axis.id)
  const after = [...ids.filter((id) => before.includes(id)), ...before.filter((id) => !ids.includes(id))]
  await sql`
    update segment_axes a set position = o.place from unnest(${after}::uuid[]) with ordinality o (id, place)
    where a.workspace_id = ${call.caller.workspaceId} and a.id = o.id
  `.execute(tx)
  await wrote(tx, call, {
    action: 'segmentAxis.order',
    id: call.caller.workspaceId,
    before: { ids: before },
    after: { ids: after },
  })
}

/** Puts the segments of an axis into an order: on an exclusive one it decides who is where. */
export async function orderSegments(tx: Tx, call: Call, axisId: string, ids: readonly string[]): Promise<void> {
  const axis = await theAxis(tx, call, axisId)
  const before = axis.segments.map((segment) => segment.id)
  const after = [...ids.filter((id) => before.includes(id)), ...before.filter((id) => !ids.includes(id))]
  await sql`
    update segments s set position = o.place from unnest(${after}::uuid[]) with ordinality o (id, place)
    where s.workspace_id = ${call.caller.workspaceId} and s.id = o.id
  `.execute(tx)
  const change = { action: 'segment.order', id: axisId, before: { ids: before }, after: { ids: after } }
  await wrote(tx, call, { ...change, moves: axis.exclusive })
}

type NewSegment = { axisId: string; label: Label; key?: string | undefined; kind: 'static' | 'live'; condition: string }

/** Adds a segment, behind the others of its axis, and has everybody looked at. */
export async function createSegment(tx: Tx, call: Call, segment: NewSegment): Promise<{ id: string; key: string }> {
  const { workspaceId, personId } = call.caller
  const axes = await readAxes(tx, workspaceId)
  const axis = axes.find((one) => one.id === segment.axisId)
  if (!axis) throw notFound()
  const taken = new Set(axes.flatMap((one) => one.segments.map(({ key }) => key)))
  if (segment.key !== undefined && taken.has(segment.key))
    throw refused([{ field: 'key', value: segment.key, rule: 'segment_key_taken' }])
  const key = segment.key ?? keyFor(segment.label, taken)
  const condition = await conditionFor(tx, call, segment)
  const id = call.newId()
  await sql`
    insert into segments (workspace_id, id, key, axis_id, label_ja, label_en, kind, condition, position, created_by)
    select ${workspaceId}::uuid, ${id}::uuid, ${key}, ${axis.id}::uuid, ${segment.label.ja}, ${segment.label.en},
      ${segment.kind}, ${condition}, coalesce(max(position), 0) + 1, ${personId}::uuid
    from segments where workspace_id = ${workspaceId} and axis_id = ${axis.id}
  `.execute(tx)
  const after = { key, axisId: axis.id, label: segment.label, kind: segment.kind, condition }
  await wrote(tx, call, { action: 'segment.create', id, before: null, after, moves: segment.kind === 'live' })
  return { id, key }
}

type SegmentChange = { label?: Label | undefined; condition?: string | undefined; archived?: boolean | undefined }

/** Changes a segment. Everybody is looked at where its condition is another, or it goes out of use or comes back. */
export async function updateSegment(tx: Tx, call: Call, id: string, change: SegmentChange): Promise<{ id: string }> {
  const { label, condition, kind, archivedAt } = await theSegment(tx, call, id)
  const before = { label, condition, archived: archivedAt !== null }
  const after = { ...before, ...given(change) }
  if (after.condition !== before.condition)
    after.condition = await conditionFor(tx, call, { kind, condition: after.condition })
  await sql`
    update segments set label_ja = ${after.label.ja}, label_en = ${after.label.en}, condition = ${after.condition},
      archived_at = ${after.archived ? (archivedAt ?? call.now()) : null}
    where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  const moves = after.condition !== before.condition || after.archived !== before.archived
  await wrote(tx, call, { action: 'segment.update', id, before, after, moves })
  return { id }
}

/** One axis, or the answer that it is not there. */
export async function theAxis(tx: Tx, call: Pick<Call, 'caller'>, id: string): Promise<StoredAxis> {
  const axis = (await readAxes(tx, call.caller.workspaceId)).find((one) => one.id === id)
  if (!axis) throw notFound()
  return axis
}

/** One segment, or the answer that it is not there. */
export async function theSegment(tx: Tx, call: Pick<Call, 'caller'>, id: string): Promise<StoredSegment> {
  const axes = await readAxes(tx, call.caller.workspaceId)
  const segment = axes.flatMap((axis) => axis.segments).find((one) => one.id === id)
  if (!segment) throw notFound()
  return segment
}

/** The condition of a live segment. It may ask nothing that is known only after the segments: other segments, CTAs. */
async function conditionFor(
  tx: Tx,
  call: Pick<Call, 'caller'>,
  { kind, condition }: { kind: 'static' | 'live'; condition: string },
): Promise<string> {
  if (kind === 'static') return ''
  if (condition.trim() === '') throw refused([{ field: 'condition', rule: 'segment_needs_condition' }])
  const { condition: asked } = await conditionOf(tx, call, condition)
  const later = knownAfter(segmentsDerivation)
  const wrong = factsOf(asked).filter((key) => key === segmentsFact.key || later.has(key))
  if (wrong.length > 0)
    throw refused(wrong.map((key) => ({ field: 'condition', value: key, rule: 'segment_asks_later' })))
  return condition.trim()
}

type Written = {
  action: string
  id: string
  before: Record<string, unknown> | null
  after: Record<string, unknown>
  /** Whether accounts may now be in other segments than before. */
  moves?: boolean
}

async function wrote(tx: Tx, call: Call, { action, id, before, after, moves = false }: Written): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, { by: call.caller, action, subjectId: id, before, after })
  if (moves) await rederiveWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
}

/** What was given of a change: what is left out stays as it is. */
function given<Change extends object>(change: Change): { [Part in keyof Change]?: NonNullable<Change[Part]> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never
}
