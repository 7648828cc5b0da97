import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound } from '#platform/http/refusal.ts'
import { draftOf, type MapDraft } from '../core/mapDraft.ts'
import { havingProduct, towards } from '../core/targetDays.ts'
import { productTargets } from './targets.ts'
import { readyMaps } from '../core/ready/maps.ts'
import { readMaps } from './maps.ts'

export type MapCall = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live' | 'database'>

/** A draft as it is kept. */
export type StoredDraft = {
  key: string
  content: MapDraft
  basedOn: number
  revision: number
  savedAt: Date
  savedBy: { id: string; name: string } | null
}

type DraftRow = {
  key: string
  definition: MapDraft
  based_on: number
  revision: number
  saved_at: Date
  saved_by: string | null
  name: string | null
}

/** The drafts of a workspace's maps, those begun first first; of one map where it is named. */
export async function readDrafts(
  tx: Tx,
  workspaceId: WorkspaceId,
  { key = null, locked = false }: { key?: string | null; locked?: boolean } = {},
): Promise<StoredDraft[]> {
  const { rows } = await sql<DraftRow>`
    select d.key, d.definition, d.based_on, d.revision, d.saved_at, d.saved_by, p.name
    from journey_map_drafts d left join people p on p.workspace_id = d.workspace_id and p.id = d.saved_by
    where d.workspace_id = ${workspaceId} and (${key}::text is null or d.key = ${key}) order by d.key
    ${locked ? sql`for update of d` : sql``}
  `.execute(tx)
  return rows.map(({ definition, based_on, saved_at, saved_by, name, ...row }) => ({
    ...row,
    content: definition,
    basedOn: based_on,
    savedAt: saved_at,
    savedBy: saved_by === null ? null : { id: saved_by, name: name ?? '' },
  }))
}

const ownKey = /^own_[0-9a-f]{12}$/

type Given = { key: string; draft: MapDraft; basedOn: number; revision: number }

/** Keeps a draft; a conflict where somebody else has saved it since, or published meanwhile. */
export async function saveDraft(tx: Tx, call: MapCall, given: Given): Promise<{ revision: number }> {
  const { workspaceId, personId } = call.caller
  const { key, draft, basedOn, revision } = given
  const maps = await readMaps(tx, workspaceId)
  const newest = maps.find((map) => map.key === key && map.newest)?.version ?? 0
  if (newest !== basedOn) throw changedMeanwhile(newest)
  // One that was thrown away and never published may come back; a key that nobody gave may not come up.
  if (newest === 0 && revision === 0 && !ownKey.test(key)) throw notFound()
  const { rows } = await sql<{ revision: number }>`
    insert into journey_map_drafts (workspace_id, key, definition, based_on, revision, saved_by, saved_at)
    select ${workspaceId}, ${key}, ${JSON.stringify(draft)}::jsonb, ${basedOn}, 1, ${personId}, ${call.now()}
    where ${revision}::int = 0 or exists (
      select from journey_map_drafts where workspace_id = ${workspaceId} and key = ${key} and revision = ${revision}
    )
    on conflict (workspace_id, key) do update set definition = excluded.definition, based_on = excluded.based_on,
      revision = journey_map_drafts.revision + 1, saved_by = excluded.saved_by, saved_at = excluded.saved_at
      where journey_map_drafts.revision = ${revision}
    returning revision
  `.execute(tx)
  const saved = rows[0]
  if (!saved) {
    const [other] = await readDrafts(tx, workspaceId, { key })
    throw changedMeanwhile(other?.revision ?? 0)
  }
  // Typing is not a change of anything yet: the log has when writing began, and what was published.
  if (saved.revision === 1)
    await recordChange(tx, {
      by: call.caller,
      action: 'journey_map.edit',
      subjectId: key,
      before: null,
      after: { key, label: draft.label.ja },
    })
  return saved
}

/** Begins a map that is not there yet as a copy of a ready-made one, or of one of the company's own. */
export async function beginMap(
  tx: Tx,
  call: MapCall,
  given: { from: string; ready: boolean; product: string | null },
): Promise<string> {
  const { workspaceId, personId } = call.caller
  const model = await modelOf(tx, workspaceId, given)
  if (!model) throw notFound()
  const content = await meantFor(tx, workspaceId, model, given.product)
  const key = `own_${call.newId<string>().replaceAll('-', '').slice(-12)}`
  await sql`
    insert into journey_map_drafts (workspace_id, key, definition, based_on, revision, saved_by, saved_at)
    values (${workspaceId}, ${key}, ${JSON.stringify(content)}::jsonb, 0, 1, ${personId}, ${call.now()})
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'journey_map.create',
    subjectId: key,
    before: null,
    after: { key, label: content.label.ja },
  })
  await call.live.publish(workspaceId, { topic: 'map', ids: [] }, tx)
  return key
}

/** A model as it begins: for customers of a product, at the pace at which success comes with it, or for whom is open yet. */
async function meantFor(tx: Tx, workspaceId: WorkspaceId, model: MapDraft, product: string | null): Promise<MapDraft> {
  if (product === null) return { ...model, when: '' }
  const target = (await productTargets(tx, workspaceId)).find((one) => one.product === product)
  const days = target?.lightDays ?? target?.deepDays
  if (days == null) throw notFound()
  return { ...towards(model, days), when: havingProduct(product) }
}

async function modelOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  { from, ready }: { from: string; ready: boolean },
): Promise<MapDraft | null> {
  if (ready) {
    const map = readyMaps.find((one) => one.key === from)
    return map ? draftOf(map) : null
  }
  const map = (await readMaps(tx, workspaceId)).find((one) => one.key === from && one.newest)
  if (map) return draftOf(map.map)
  const [draft] = await readDrafts(tx, workspaceId, { key: from })
  return draft?.content ?? null
}

/** Throws a draft away. A map that was never published is gone with it. */
export async function discardDraft(tx: Tx, call: MapCall, key: string): Promise<void> {
  const { workspaceId } = call.caller
  const { rows } = await sql<{ label: { ja: string } }>`
    delete from journey_map_drafts where workspace_id = ${workspaceId} and key = ${key}
    returning definition -> 'label' as label
  `.execute(tx)
  if (!rows[0]) throw notFound()
  await recordChange(tx, {
    by: call.caller,
    action: 'journey_map.remove',
    subjectId: key,
    before: { key, label: rows[0].label.ja },
    after: null,
  })
  await call.live.publish(workspaceId, { topic: 'map', ids: [] }, tx)
}
