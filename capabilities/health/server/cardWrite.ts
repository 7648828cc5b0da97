import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { factCatalogue, rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import { dayOf } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { draftSchema } from '../contract/cards.ts'
import { type Draft, draftIssues } from '../core/draft.ts'
import { placeOfNew } from '../core/order.ts'
import { readCards } from './cards.ts'
import { readVersion } from './cardVersions.ts'
import { lateFacts } from './late.ts'
import { measureSpreadsOf } from './spreads.ts'

type Call = Pick<CallContext, 'caller' | 'now' | 'newId' | 'live'>
type Published = { id: string; key: string; version: number }

/** A draft as the core has it, checked against the facts there are; refused with every place that is wrong. */
export async function readDraft(
  tx: Tx,
  call: Pick<CallContext, 'caller'>,
  given: Draft | z.infer<typeof draftSchema>,
): Promise<Draft> {
  const { label, when, bands, confidenceNeeded } = given
  const dimensions = given.dimensions.map((dimension) => ({
    ...dimension,
    measures: dimension.measures.map(({ fresh, ...measure }) => ({ ...measure, ...(fresh ? { fresh } : {}) })),
  }))
  const draft: Draft = { label, when, bands, confidenceNeeded, dimensions }
  const catalogue = await factCatalogue(tx, call.caller.workspace)
  const issues = draftIssues(draft, { catalogue, late: lateFacts(catalogue) })
  if (issues.length > 0) throw refused(issues)
  return draft
}

/** Publishes a draft as a card of its own, tried before the one that takes everybody. */
export async function createCard(tx: Tx, call: Call, given: { draft: Draft; note: string }): Promise<Published> {
  const { workspaceId } = call.caller
  const cards = await readCards(tx, workspaceId)
  const id = call.newId()
  const key = `own_${id.replaceAll('-', '').slice(-12)}`
  await insertVersion(tx, call, { id, key, version: 1, position: 0, ...given })
  const keys = cards.map((card) => card.key)
  await placeCards(tx, call, keys.toSpliced(placeOfNew(cards), 0, key))
  await wrote(tx, call, { action: 'scorecard.create', subjectId: id, before: null, after: { key, note: given.note } })
  return { id, key, version: 1 }
}

/** Publishes the next version of a card; a conflict where somebody has published another since `basedOn`. */
export async function publishCard(
  tx: Tx,
  call: Call,
  given: { key: string; basedOn: number; draft: Draft; note: string },
): Promise<Published> {
  const { key, basedOn, draft, note } = given
  const { version: newest, position } = await readVersion(tx, call.caller.workspaceId, key)
  if (newest !== basedOn) throw changedMeanwhile(newest)
  const [id, version] = [call.newId(), basedOn + 1]
  await insertVersion(tx, call, { id, key, version, position, draft, note })
  const change = { before: { version: basedOn }, after: { key, version, note } }
  await wrote(tx, call, { action: 'scorecard.publish', subjectId: id, ...change })
  return { id, key, version }
}

/** Publishes what an older version says as the next one; refused where the facts it asks are no longer there. */
export async function restoreCard(
  tx: Tx,
  call: Call,
  given: { key: string; version: number; basedOn: number; note: string },
): Promise<Published> {
  const old = await readVersion(tx, call.caller.workspaceId, given.key, given.version)
  return publishCard(tx, call, { ...given, draft: await readDraft(tx, call, old) })
}

/** Puts the cards in use into an order: all of them, each once, or somebody has changed them meanwhile. */
export async function reorderCards(tx: Tx, call: Call, keys: readonly string[]): Promise<void> {
  const before = (await readCards(tx, call.caller.workspaceId)).map(({ key }) => key)
  if (before.toSorted().join(' ') !== keys.toSorted().join(' ')) throw changedMeanwhile(before.length)
  await placeCards(tx, call, keys)
  await wrote(tx, call, {
    action: 'scorecard.reorder',
    subjectId: 'scorecards',
    before: { keys: before },
    after: { keys },
  })
}

/** Uses a card from now on, or no longer. Its versions stay. */
export async function switchCard(tx: Tx, call: Call, { key, used }: { key: string; used: boolean }): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update scorecards set switched_off_at = ${used ? null : call.now()}
    where workspace_id = ${call.caller.workspaceId} and key = ${key} and (switched_off_at is null) <> ${used}
    returning id
  `.execute(tx)
  if (rows.length === 0) {
    await readVersion(tx, call.caller.workspaceId, key)
    return
  }
  await wrote(tx, call, { action: 'scorecard.use', subjectId: key, before: { used: !used }, after: { used } })
}

type New = Published & { position: number; draft: Draft; note: string }

// Two who publish at once both found the same newest version: the second finds its number taken.
async function insertVersion(tx: Tx, call: Call, { id, key, version, position, draft, note }: New): Promise<void> {
  const { workspaceId, personId } = call.caller
  const { rows } = await sql`
    insert into scorecards (
      workspace_id, id, key, version, position, definition, note, published_by, published_at, switched_off_at
    )
    select ${workspaceId}, ${id}, ${key}, ${version}, ${position}, ${JSON.stringify({ key, ...draft })}::jsonb,
      ${note}, ${personId}, ${call.now()}, (
        select max(switched_off_at) from scorecards where workspace_id = ${workspaceId} and key = ${key}
      )
    on conflict (workspace_id, key, version) do nothing returning id
  `.execute(tx)
  if (rows.length === 0) throw changedMeanwhile(version)
}

async function placeCards(tx: Tx, call: Call, keys: readonly string[]): Promise<void> {
  const { rows } = await sql`
    update scorecards set position = place - 1
    from unnest(${keys}::text[]) with ordinality as asked (asked_key, place)
    where workspace_id = ${call.caller.workspaceId} and key = asked_key returning key
  `.execute(tx)
  if (rows.length === 0 && keys.length > 0) throw notFound()
}

type Written = {
  action: string
  subjectId: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** After every change of the cards: the log, all accounts anew, and a word to open pages. */
async function wrote(tx: Tx, call: Call, change: Written): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, { by: call.caller, ...change })
  const { workspace } = call.caller
  const today = dayOf(call.now().getTime(), workspace.timeZone)
  await measureSpreadsOf({ tx, workspace, today }, await readCards(tx, workspaceId))
  await rederiveWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
}
