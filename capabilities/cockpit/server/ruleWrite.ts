import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound } from '#platform/http/refusal.ts'
import type { RuleDraft } from '../core/rule.ts'
import { type Call, refuse } from './ctaWrite.ts'
import { refuseWrong } from './ruleCheck.ts'
import { draftOf, readRule, readVersions, type RuleAnswer, type VersionRow } from './ruleRead.ts'

type Kept = Readonly<Record<string, unknown>>
type Published = { draft: RuleDraft; note?: string | undefined }

/** Publishes a new rule, under a key of its own unless it is a ready-made one. On: every account is looked at, and what holds already is reported once. */
export async function createRule(
  tx: Tx,
  call: Call,
  given: Published & { isOn: boolean; key?: string },
): Promise<RuleAnswer> {
  await refuseWrong(tx, call, given.draft)
  const id = call.newId<string>()
  await insertVersion(tx, call, { ...given, id, key: given.key ?? id, version: 1 })
  await told(tx, call, { action: 'signalRule.create', id, before: null, after: { ...given.draft, isOn: given.isOn } })
  if (given.isOn) await rederiveWorkspace(tx, call.caller.workspaceId)
  return readRule(tx, call, id)
}

/**
 * Publishes a new version in the place of the one that was seen. What was reported already is not reported again while it
 * lasts; where the condition is another, the days it has to hold are counted anew.
 */
export async function publishRule(
  tx: Tx,
  call: Call,
  given: Published & { id: string; basedOn: number },
): Promise<RuleAnswer> {
  await refuseWrong(tx, call, given.draft)
  const now = await lockRule(tx, call, given.id)
  if (now.version !== given.basedOn) throw changedMeanwhile(now.version)
  if (now.archived_at !== null) throw refuse('archived', 'rule_is_archived')
  const { workspaceId } = call.caller
  await sql`
    update signal_rules set retired_at = ${call.now()}
    where workspace_id = ${workspaceId} and key = ${now.key} and retired_at is null
  `.execute(tx)
  const [id, version] = [call.newId<string>(), now.version + 1]
  await insertVersion(tx, call, { ...given, id, key: now.key, version, isOn: now.is_on })
  const [before, after] = [now.definition, given.draft]
  if (before.condition !== after.condition || before.scope !== after.scope)
    await sql`
      update signal_states set holds_since = null
      where workspace_id = ${workspaceId} and rule_key = ${now.key} and armed
    `.execute(tx)
  const parts = (Object.keys(after) as (keyof RuleDraft)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  )
  const only = (from: RuleDraft) => Object.fromEntries(parts.map((part) => [part, from[part]]))
  await told(tx, call, {
    action: 'signalRule.publish',
    id,
    before: { ...only(before), version: now.version },
    after: { ...only(after), version, note: given.note ?? null },
  })
  if (now.is_on) await rederiveWorkspace(tx, workspaceId)
  return readRule(tx, call, id)
}

/** Publishes an earlier version again, as a new one: what was in between stays to be seen. */
export async function restoreRule(
  tx: Tx,
  call: Call,
  given: { id: string; basedOn: number; version: number },
): Promise<RuleAnswer> {
  const old = (await readVersions(tx, call, given.id)).find((row) => row.version === given.version)
  if (!old) throw refuse('version', 'no_such_version', `${given.version}`)
  const published = { ...given, draft: draftOf(old.definition), ...(old.note ? { note: old.note } : {}) }
  return publishRule(tx, call, published)
}

/** Puts a rule away, or takes it back as it was. Its CTAs stay. */
export async function archiveRule(
  tx: Tx,
  call: Call,
  { id, archived }: { id: string; archived: boolean },
): Promise<RuleAnswer> {
  const now = await lockRule(tx, call, id)
  if ((now.archived_at !== null) !== archived) {
    await sql`
      update signal_rules set archived_at = ${archived ? call.now() : null}
      where workspace_id = ${call.caller.workspaceId} and id = ${now.id}
    `.execute(tx)
    const [before, after] = [{ archived: !archived }, { archived }]
    const action = archived ? 'signalRule.archive' : 'signalRule.restore'
    await told(tx, call, { action, id: now.id, before, after })
    if (!archived && now.is_on) await rederiveWorkspace(tx, call.caller.workspaceId)
  }
  return readRule(tx, call, id)
}

/** The version in force, held for a change. */
async function lockRule(tx: Tx, call: Call, id: string): Promise<VersionRow> {
  const { workspaceId } = call.caller
  await sql`
    select 1 from signal_rules where workspace_id = ${workspaceId}
      and key = (select key from signal_rules where workspace_id = ${workspaceId} and id = ${id})
    order by version for update
  `.execute(tx)
  const [now] = await readVersions(tx, call, id)
  if (now.retired_at !== null) throw notFound()
  return now
}

async function insertVersion(
  tx: Tx,
  call: Call,
  given: Published & { id: string; key: string; version: number; isOn: boolean },
): Promise<void> {
  const { id, key, version, isOn, note, draft } = given
  await sql`
    insert into signal_rules (workspace_id, id, key, version, definition, is_on, created_by, created_at, note)
    values (${call.caller.workspaceId}, ${id}, ${key}, ${version}, ${JSON.stringify({ key, ...draft })}::jsonb, ${isOn},
      ${call.caller.personId}, ${call.now()}, ${note || null})
  `.execute(tx)
}

async function told(
  tx: Tx,
  call: Call,
  { id, ...change }: { action: string; id: string; before: Kept | null; after: Kept },
): Promise<void> {
  await recordChange(tx, { by: call.caller, subjectId: id, ...change })
  await call.live.publish(call.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
}
