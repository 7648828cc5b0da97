import { sql } from 'kysely'
import type { z } from 'zod'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { ListedMap, mapDraftSchema } from '../contract/maps.ts'
import { draftOf, type MapDraft } from '../core/mapDraft.ts'
import { readDrafts, type StoredDraft } from './drafts.ts'
import { readMaps, type StoredMap } from './maps.ts'

type Person = { id: string; name: string } | null

/** All maps in the order in which they are tried, those no longer used and those not published yet behind them. */
export async function listMaps(tx: Tx, workspaceId: WorkspaceId): Promise<ListedMap[]> {
  const maps = await readMaps(tx, workspaceId)
  const drafts = new Map((await readDrafts(tx, workspaceId)).map((draft) => [draft.key, draft]))
  const followers = await followersOf(tx, workspaceId)
  const people = await peopleOf(tx, workspaceId)
  const newest = maps.filter((map) => map.newest)
  const unpublished = [...drafts.values()].filter(({ key }) => !newest.some((map) => map.key === key))
  return [...newest.filter(({ used }) => used), ...newest.filter(({ used }) => !used)]
    .map((map): ListedMap => {
      const on = maps.filter(({ key }) => key === map.key).map(({ id }) => followers.get(id) ?? 0)
      const all = on.reduce((sum, count) => sum + count, 0)
      return {
        ...shown(draftOf(map.map)),
        key: map.key,
        version: map.version,
        note: map.note,
        publishedAt: map.publishedAt.toISOString(),
        publishedBy: personOf(people, map),
        used: map.used,
        followers: all,
        behind: all - (followers.get(map.id) ?? 0),
        draft: savedOf(drafts.get(map.key)),
      }
    })
    .concat(
      unpublished.map((draft) => ({
        ...shown(draft.content),
        key: draft.key,
        version: null,
        note: null,
        publishedAt: null,
        publishedBy: null,
        used: false,
        followers: 0,
        behind: 0,
        draft: savedOf(draft),
      })),
    )
}

const shown = ({ label, when, phases }: MapDraft) => ({
  label,
  when,
  phases: phases.length,
  milestones: phases.reduce((sum, phase) => sum + phase.milestones.length, 0),
})

const savedOf = (draft: StoredDraft | undefined): ListedMap['draft'] =>
  draft ? { savedAt: draft.savedAt.toISOString(), savedBy: draft.savedBy } : null

/** How many accounts are on each version, by its id. */
async function followersOf(tx: Tx, workspaceId: WorkspaceId): Promise<Map<string, number>> {
  const { rows } = await sql<{ map_id: string; accounts: number }>`
    select map_id, count(*)::int as accounts from account_phases
    where workspace_id = ${workspaceId} and left_at is null group by map_id
  `.execute(tx)
  return new Map(rows.map(({ map_id, accounts }) => [map_id, accounts]))
}

async function peopleOf(tx: Tx, workspaceId: WorkspaceId): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct p.id, p.name from people p
    join journey_maps m on m.workspace_id = p.workspace_id and m.published_by = p.id
    where p.workspace_id = ${workspaceId}
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const personOf = (people: ReadonlyMap<string, string>, { publishedBy }: StoredMap): Person =>
  publishedBy === null ? null : { id: publishedBy, name: people.get(publishedBy) ?? '' }

/** Versions of a map, newest first, with who is on which. Not found: it was never published, or is not there. */
export async function mapVersions(tx: Tx, workspaceId: WorkspaceId, key: string) {
  const versions = (await readMaps(tx, workspaceId)).filter((map) => map.key === key)
  if (versions.length === 0) throw notFound()
  const followers = await followersOf(tx, workspaceId)
  const people = await peopleOf(tx, workspaceId)
  return versions.map((one) => ({
    id: one.id,
    version: one.version,
    label: one.map.label,
    note: one.note,
    publishedAt: one.publishedAt.toISOString(),
    publishedBy: personOf(people, one),
    followers: followers.get(one.id) ?? 0,
  }))
}

/** What a version of a map says. Not found: there is none such. */
export async function versionOf(tx: Tx, workspaceId: WorkspaceId, key: string, version: number): Promise<MapDraft> {
  const found = (await readMaps(tx, workspaceId)).find((map) => map.key === key && map.version === version)
  if (!found) throw notFound()
  return draftOf(found.map)
}

/** A map as it is opened for writing. Not found: there is neither a version nor a draft. */
export async function openMap(tx: Tx, workspaceId: WorkspaceId, key: string) {
  const versions = (await readMaps(tx, workspaceId)).filter((map) => map.key === key)
  const [draft] = await readDrafts(tx, workspaceId, { key })
  const newest = versions.find((map) => map.newest)
  if (!newest && !draft) throw notFound()
  const followers = await followersOf(tx, workspaceId)
  return {
    key,
    version: newest?.version ?? null,
    used: newest?.used ?? false,
    followers: versions.reduce((sum, { id }) => sum + (followers.get(id) ?? 0), 0),
    published: newest ? sent(draftOf(newest.map)) : null,
    draft: draft ? { ...draft, content: sent(draft.content), savedAt: draft.savedAt.toISOString() } : null,
  }
}

/** A draft with lists that may be written to, as answers have them. */
export function sent(draft: MapDraft): z.input<typeof mapDraftSchema> {
  return structuredClone(draft) as z.input<typeof mapDraftSchema>
}
