import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { contentContract } from '#capabilities/content/contract.ts'
import { type Definition, emptyBody, flawsOf, searchText } from '#capabilities/content/core/item.ts'
import { type Call, refuse, told } from './call.ts'
import { isSame, readVersion } from './read.ts'
import { type ItemRecord, theItem } from './record.ts'

type Input<Route extends keyof typeof contentContract> = z.output<
  NonNullable<(typeof contentContract)[Route]['~orpc']['inputSchema']>
>

/** The most items a library may have: they are listed and searched as a whole. */
const mostItems = 2000

/** Begins an item with nothing but its title. */
export async function createItem(tx: Tx, call: Call, given: Input<'create'>): Promise<string> {
  const { kind, format, title, language } = given
  const definition: Definition = {
    kind,
    title: { ja: '', en: '', [language]: title },
    summary: { ja: '', en: '' },
    purpose: { ja: '', en: '' },
    phases: [],
    touch: [],
    roles: [],
    body: emptyBody(format),
  }
  return insertItem(tx, call, definition, 'content.create')
}

async function insertItem(tx: Tx, call: Call, definition: Definition, action: string): Promise<string> {
  const { workspaceId, personId } = call.caller
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from content_items where workspace_id = ${workspaceId} and removed_at is null
  `.execute(tx)
  if (rows[0]!.count >= mostItems) throw refuse('title', 'too_many', `${mostItems}`)
  const id = call.newId<string>()
  const key = `own_${id.replaceAll('-', '').slice(-12)}`
  await sql`
    insert into content_items (workspace_id, id, key, definition, status, owner_id, search_text, created_at, updated_at, updated_by)
    values (${workspaceId}, ${id}, ${key}, ${JSON.stringify(definition)}::jsonb, 'draft', ${personId},
      ${searchText(definition)}, ${call.now()}, ${call.now()}, ${personId})
  `.execute(tx)
  await told(tx, call, { action, id, after: { title: titleOf(definition) } })
  return id
}

const titleOf = ({ title }: Definition): string => title.ja || title.en

/** The item, held for a change; a conflict where its words were written anew since they were seen. */
async function hold(tx: Tx, call: Call, id: string, draft?: number): Promise<ItemRecord> {
  const item = await theItem(tx, call.caller.workspaceId, id, { lock: true })
  if (draft !== undefined && item.draft !== draft) throw changedMeanwhile(item.draft)
  return item
}

/** Keeps what is being written. The log tells that an item was written on, not each of its states. */
export async function writeDraft(tx: Tx, call: Call, { id, draft, definition }: Input<'write'>): Promise<void> {
  const item = await hold(tx, call, id, draft)
  if (definition.body.format !== item.definition.body.format) throw refuse('body', 'other_format')
  if (isSame(item.definition, definition)) return
  const begins = item.published !== null && isSame(item.published, item.definition)
  await keepDraft(tx, call, item, definition)
  const title = { title: titleOf(definition) }
  if (begins) await told(tx, call, { action: 'content.edit', id, after: title })
  else await call.live.publish(call.caller.workspaceId, { topic: 'content', ids: [id] }, tx)
}

async function keepDraft(tx: Tx, call: Call, { id }: ItemRecord, definition: Definition): Promise<void> {
  const { workspaceId, personId } = call.caller
  await sql`
    update content_items set definition = ${JSON.stringify(definition)}::jsonb, draft = draft + 1,
      search_text = ${searchText(definition)}, updated_at = ${call.now()}, updated_by = ${personId}
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx)
}

/** Publishes what was written as the next version. What was published before is never changed. */
export async function publishItem(tx: Tx, call: Call, { id, draft, note }: Input<'publish'>): Promise<void> {
  const item = await hold(tx, call, id, draft)
  const flaws = flawsOf(item.definition)
  if (flaws.length > 0) throw refused(flaws.map((rule) => ({ field: 'definition', rule: `content.${rule}` })))
  if (item.published && item.status === 'published' && isSame(item.published, item.definition))
    throw refuse('definition', 'nothing_new')
  const { workspaceId, personId } = call.caller
  const version = (item.version ?? 0) + 1
  await sql`
    insert into content_versions (workspace_id, key, version, definition, note, published_by, published_at)
    values (${workspaceId}, ${item.key}, ${version}, ${JSON.stringify(item.definition)}::jsonb, ${note}, ${personId}, ${call.now()})
  `.execute(tx)
  await sql`
    update content_items set version = ${version}, status = 'published', updated_at = ${call.now()}, updated_by = ${personId}
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx)
  const before = item.version === null ? null : { version: item.version }
  await told(tx, call, {
    action: 'content.publish',
    id,
    before,
    after: { title: titleOf(item.definition), version, note },
  })
}

/** Puts what a published version says in the place of the draft; it is shown again once it is published. */
export async function restoreVersion(tx: Tx, call: Call, { id, draft, version }: Input<'restore'>): Promise<void> {
  const item = await hold(tx, call, id, draft)
  const definition = await readVersion(tx, call.caller.workspaceId, { id, version })
  if (isSame(item.definition, definition)) return
  await keepDraft(tx, call, item, definition)
  await told(tx, call, { action: 'content.revert', id, after: { title: titleOf(definition), version } })
}

/** Says who keeps an item right, and when it is looked at next. */
export async function updateItem(tx: Tx, call: Call, { id, ...given }: Input<'update'>): Promise<void> {
  const item = await hold(tx, call, id)
  const before = { owner: item.owner_id, reviewOn: item.review_on as string | null }
  const after = {
    owner: given.ownerId === undefined ? before.owner : given.ownerId,
    reviewOn: given.reviewOn === undefined ? before.reviewOn : given.reviewOn,
  }
  const { workspaceId } = call.caller
  if (after.owner !== null && after.owner !== before.owner) {
    const { rows } = await sql`select from people where workspace_id = ${workspaceId} and id = ${after.owner}`.execute(
      tx,
    )
    if (rows.length === 0) throw refuse('ownerId', 'unknown_person')
  }
  await sql`
    update content_items set owner_id = ${after.owner}, review_on = ${after.reviewOn}
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx)
  await told(tx, call, { action: 'content.update', id, before, after })
}

/** Offers an item no longer, or again; where it is used it stays readable. */
export async function retireItem(tx: Tx, call: Call, { id, retired }: Input<'retire'>): Promise<void> {
  const item = await hold(tx, call, id)
  const back = item.version === null ? 'draft' : 'published'
  const status = retired ? 'retired' : back
  if (status === item.status) return
  await sql`
    update content_items set status = ${status} where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  const change = { before: { status: item.status }, after: { title: titleOf(item.definition), status } }
  await told(tx, call, { action: retired ? 'content.retire' : 'content.bring_back', id, ...change })
}

/** Begins a new item with what another one says. */
export async function copyItem(tx: Tx, call: Call, id: string): Promise<string> {
  const { definition } = await theItem(tx, call.caller.workspaceId, id)
  const copied = (text: string, mark: string) => (text === '' ? '' : `${text.slice(0, 110)}${mark}`)
  const title = { ja: copied(definition.title.ja, ' (写し)'), en: copied(definition.title.en, ' (copy)') }
  return insertItem(tx, call, { ...definition, title }, 'content.copy')
}

/** Removes an item that nobody was ever shown, or brings it back; one that was published is retired instead. */
export async function removeItem(tx: Tx, call: Call, { id, removed }: Input<'remove'>): Promise<void> {
  const { rows } = await sql<{ version: number | null; definition: Definition }>`
    update content_items set removed_at = ${removed ? call.now() : null}
    where workspace_id = ${call.caller.workspaceId} and id = ${id} and (removed_at is null) = ${removed}
    returning version, definition
  `.execute(tx)
  const row = rows[0]
  if (!row) throw notFound()
  if (row.version !== null) throw refuse('status', 'was_published')
  const title = { title: titleOf(row.definition) }
  await told(tx, call, {
    action: removed ? 'content.remove' : 'content.bring_back',
    id,
    before: removed ? title : null,
    after: removed ? null : title,
  })
}
