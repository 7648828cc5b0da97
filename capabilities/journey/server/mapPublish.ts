import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { factCatalogue, idArray, rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import { phaseOf } from '../core/map.ts'
import type { MapDraft } from '../core/mapDraft.ts'
import { mapIssues } from '../core/mapIssues.ts'
import { phaseOnto } from '../core/mapMove.ts'
import { mapsTried } from '../core/mapOf.ts'
import { type MapCall, readDrafts, type StoredDraft } from './drafts.ts'
import { lateForMaps } from './late.ts'
import { isNamed, lostPhases, type MapAsked, type MapEffect, mapEffects } from './mapEffects.ts'
import { newOnlyAfter, placeOfNew } from './mapOrder.ts'
import { readMaps, type StoredMap } from './maps.ts'

type Asked = Omit<MapAsked, 'draft'> & { revision: number }

/** The draft that was saved last, as it is to be published; refused with every place that is wrong. */
export async function soundDraft(tx: Tx, call: MapCall, { key, revision, moving }: Asked): Promise<StoredDraft> {
  const [draft] = await readDrafts(tx, call.caller.workspaceId, { key, locked: true })
  if (!draft) throw notFound()
  if (draft.revision !== revision) throw changedMeanwhile(draft.revision)
  const catalogue = await factCatalogue(tx, call.caller.workspace)
  const late = lateForMaps(catalogue)
  const chosen = moving.who === 'some' ? choiceIssues(draft.content, moving.when, { catalogue, late }) : []
  const issues = [...mapIssues(draft.content, { catalogue, late }), ...chosen]
  if (issues.length > 0) throw refused(issues)
  return draft
}

const choiceIssues = (draft: MapDraft, when: string, ground: Parameters<typeof mapIssues>[1]) =>
  mapIssues({ ...draft, when }, { ...ground, late: new Set() })
    .filter(({ field }) => field === 'when')
    .map((issue) => ({ ...issue, field: 'moving' }))

/** Publishes a draft as the next version and brings the chosen customers onto it; phases follow when they are computed. */
export async function publishMap(
  tx: Tx,
  call: MapCall,
  asked: Asked & { note: string },
): Promise<{ key: string; version: number; moved: number }> {
  const { workspaceId } = call.caller
  const { key, moving, named, note } = asked
  const draft = await soundDraft(tx, call, asked)
  const maps = await readMaps(tx, workspaceId)
  const newest = maps.find((one) => one.key === key && one.newest)
  const basedOn = newest?.version ?? 0
  if (basedOn !== draft.basedOn) throw changedMeanwhile(basedOn)
  const { effects, next } = await mapEffects(tx, call, { key, draft: draft.content, moving, named })
  const lost = [...lostPhases(effects, next).keys()].filter((phase) => !isNamed(next, phase, named))
  if (lost.length > 0)
    throw refused(lost.map((phase) => ({ field: 'named', rule: 'journey.phase_lost', value: phase })))
  const id = call.newId<string>()
  await insertVersion(tx, call, {
    id,
    draft: draft.content,
    maps,
    newest,
    next,
    note,
    newOnly: newOnlyAfter(newest, moving),
  })
  const moved = effects.filter((one) => one.moved)
  await bringOnto(tx, call, { ...next, id }, moved, asked)
  await sql`delete from journey_map_drafts where workspace_id = ${workspaceId} and key = ${key}`.execute(tx)
  await wrote(tx, call, {
    action: 'journey_map.publish',
    subjectId: key,
    before: newest ? { version: basedOn } : null,
    after: { key, label: draft.content.label.ja, version: next.version, note, moving: moving.who, moved: moved.length },
  })
  return { key, version: next.version, moved: moved.length }
}

type New = {
  id: string
  draft: MapDraft
  maps: readonly StoredMap[]
  newest: StoredMap | undefined
  next: StoredMap
  note: string
  newOnly: boolean
}

// Two who publish at once both found the same newest version: the second finds its number taken.
async function insertVersion(tx: Tx, call: MapCall, given: New): Promise<void> {
  const { id, draft, maps, newest, next, note, newOnly } = given
  const { workspaceId, personId } = call.caller
  const { key, version } = next
  const { rows } = await sql`
    insert into journey_maps (
      workspace_id, id, key, version, definition, note, published_by, published_at, position, switched_off_at, new_only
    )
    select ${workspaceId}, ${id}, ${key}, ${version}, ${JSON.stringify({ key, ...draft })}::jsonb, ${note}, ${personId},
      ${call.now()}, coalesce(max(position), 0), max(switched_off_at), ${newOnly}
    from journey_maps where workspace_id = ${workspaceId} and key = ${key}
    on conflict (workspace_id, key, version) do nothing returning id
  `.execute(tx)
  if (rows.length === 0) throw changedMeanwhile(version)
  await sql`
    update journey_maps set new_only = ${newOnly} where workspace_id = ${workspaceId} and key = ${key}
  `.execute(tx)
  if (newest) return
  const tried = mapsTried(maps)
  const keys = tried.map((one) => one.key)
  await placeMaps(tx, workspaceId, keys.toSpliced(placeOfNew(tried), 0, key))
}

/** Puts maps into an order. */
export async function placeMaps(tx: Tx, workspaceId: WorkspaceId, keys: readonly string[]): Promise<void> {
  await sql`
    update journey_maps set position = place - 1
    from unnest(${keys}::text[]) with ordinality as asked (asked_key, place)
    where workspace_id = ${workspaceId} and key = asked_key
  `.execute(tx)
}

/**
 * Brings accounts onto a version: a stay goes on where its phase is there, ends and goes on in the phase that was named
 * for it where it is not, and is left for facts to say where none was. All of it is kept.
 */
async function bringOnto(
  tx: Tx,
  call: MapCall,
  next: StoredMap,
  moved: readonly MapEffect[],
  { named, note }: Pick<Asked, 'named'> & { note: string },
): Promise<void> {
  if (moved.length === 0) return
  const { workspaceId, personId } = call.caller
  const accounts = idArray(moved.map(({ id }): AccountId => id))
  const phases = [...new Set(moved.flatMap(({ from }) => from.phase ?? []))]
  const others = phases.flatMap((phase) => {
    const to = phaseOf(next.map, phase) ? null : phaseOnto(next.map, phase, named)
    return to ? [{ phase, onto: to }] : []
  })
  const [at, on] = [call.now(), call.today()]
  await sql`
    insert into account_map_moves (workspace_id, account_id, from_map, to_map, at)
    select workspace_id, account_id, map_id, ${next.id}, ${at} from account_phases
    where workspace_id = ${workspaceId} and account_id = any(${accounts}) and left_at is null
  `.execute(tx)
  await sql`
    with named as (
      select * from jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as one (phase text, onto text)
    ), ended as (
      update account_phases p set left_at = ${at}, left_on = ${on} from named
      where p.workspace_id = ${workspaceId} and p.account_id = any(${accounts}) and p.left_at is null
        and p.phase = named.phase
      returning p.account_id, named.onto, p.ask
    )
    insert into public.account_phases
      (workspace_id, id, account_id, map_id, phase, entered_on, entered_at, cause, person_id, reason, ask)
    select ${workspaceId}::uuid, gen_random_uuid(), account_id, ${next.id}, onto, ${on}, ${at}, 'map', ${personId},
      ${note}, ask from ended
  `.execute(tx)
  await sql`
    update account_phases set map_id = ${next.id}
    where workspace_id = ${workspaceId} and account_id = any(${accounts}) and left_at is null and map_id <> ${next.id}
  `.execute(tx)
}

/** Puts the maps in use into an order: all of them, each once, or somebody has changed them meanwhile. */
export async function reorderMaps(tx: Tx, call: MapCall, keys: readonly string[]): Promise<void> {
  const { workspaceId } = call.caller
  const before = mapsTried(await readMaps(tx, workspaceId)).map(({ key }) => key)
  if (before.toSorted().join(' ') !== keys.toSorted().join(' ')) throw changedMeanwhile(before.length)
  await placeMaps(tx, workspaceId, keys)
  await wrote(tx, call, {
    action: 'journey_map.reorder',
    subjectId: 'journey_maps',
    before: { keys: before },
    after: { keys },
  })
}

/** Uses a map from now on, or no longer: those who are on it go on the next that is meant for them. One has to stay. */
export async function switchMap(tx: Tx, call: MapCall, { key, used }: { key: string; used: boolean }): Promise<void> {
  const { workspaceId } = call.caller
  const maps = await readMaps(tx, workspaceId)
  const map = maps.find((one) => one.key === key && one.newest)
  if (!map) throw notFound()
  if (map.used === used) return
  if (!used && mapsTried(maps).length === 1) throw refused([{ field: 'used', rule: 'journey.last_map', value: key }])
  await sql`
    update journey_maps set switched_off_at = ${used ? null : call.now()}
    where workspace_id = ${workspaceId} and key = ${key}
  `.execute(tx)
  await wrote(tx, call, { action: 'journey_map.use', subjectId: key, before: { used: !used }, after: { used } })
}

type Written = {
  action: string
  subjectId: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** After every change of the maps: the log, all accounts anew, and a word to open pages. */
async function wrote(tx: Tx, call: MapCall, change: Written): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, { by: call.caller, ...change })
  await rederiveWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'map', ids: [] }, tx)
}
