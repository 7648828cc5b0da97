import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { BroadcastAnswer } from '../contract/broadcasts.ts'
import { type BroadcastMove, type BroadcastStatus, mayMoveBroadcast } from '../core/words.ts'
import { shownBroadcast } from './broadcastRead.ts'
import {
  broadcastColumns,
  broadcastSource,
  type BroadcastDefinition,
  hasTwo,
  type StoredBroadcast,
} from './broadcasts.ts'
import { type Call, issue, refuse } from './call.ts'
import { tellDue } from './channel.ts'
import { flawsOfText } from './liquid.ts'
import { unreadable } from './sequenceWrite.ts'
import { readTemplates, type StoredTemplate } from './templates.ts'
import { fields } from '../core/template.ts'
import type { Trial } from '../core/trial.ts'
import type { SendWindow } from '../core/window.ts'

export type BroadcastDraft = BroadcastDefinition & { name: string; sendAt: string | null }

type Texts = Pick<BroadcastDefinition, 'template' | 'condition' | 'subjectB' | 'templateB'>

/** Refuses a draft that cannot be sent, and answers its template, and that of its second text where it is another one. */
export async function textsOf(
  tx: Tx,
  call: Pick<Call, 'caller'>,
  draft: Texts & { trial?: Trial | null; window?: SendWindow },
): Promise<[StoredTemplate, StoredTemplate | null]> {
  const { template, condition, subjectB, templateB, trial, window } = draft
  const { workspace, workspaceId } = call.caller
  const catalogue = await factCatalogue(tx, workspace)
  const isKnown = (name: string) =>
    name in fields || (name.startsWith('facts.') && catalogue.get(name.slice(6)) !== undefined)
  const issues = [
    ...unreadable('condition', condition, catalogue),
    ...(trial ? flawsOfTrial(trial, hasTwo(draft), catalogue) : []),
    ...(subjectB && (subjectB.ja.trim() === '' || subjectB.en.trim() === '') ? [issue('subjectB', 'blank')] : []),
    ...(window && window.from >= window.to ? [issue('window', 'window')] : []),
    ...(subjectB ? [subjectB.ja, subjectB.en] : []).flatMap((text) =>
      flawsOfText(text, isKnown).map(({ rule, value }) => issue('subjectB', rule, value)),
    ),
  ]
  if (issues.length > 0) throw refused(issues)
  const all = await readTemplates(tx, workspaceId)
  const stored = (field: string, of: string) => {
    const found = all.find(({ key }) => key === of)
    if (!found) throw refuse(field, 'unknown_template', of)
    return found
  }
  return [stored('template', template), templateB === null ? null : stored('templateB', templateB)]
}

function flawsOfTrial({ goal }: Trial, two: boolean, catalogue: Catalogue): Issue[] {
  if (!two) return [issue('trial', 'nothing_to_try')]
  if (goal.is === 'replied') return []
  return goal.condition.trim() === ''
    ? [issue('trial', 'no_condition')]
    : unreadable('trial', goal.condition, catalogue)
}

const definitionOf = ({ name: _name, sendAt: _at, ...definition }: BroadcastDraft): BroadcastDefinition => definition

export async function createBroadcast(tx: Tx, call: Call, draft: BroadcastDraft): Promise<BroadcastAnswer> {
  const { workspaceId, personId } = call.caller
  await textsOf(tx, call, draft)
  const id = call.newId<string>()
  await sql`
    insert into outreach_broadcasts (workspace_id, id, name, definition, send_at, created_by, created_at)
    values (${workspaceId}, ${id}, ${draft.name}, ${JSON.stringify(definitionOf(draft))}::jsonb, ${draft.sendAt}, ${personId}, ${call.now()})
  `.execute(tx)
  return told(tx, call, id, { action: 'broadcast.create', before: null, after: { name: draft.name } })
}

export async function updateBroadcast(
  tx: Tx,
  call: Call,
  { id, version, ...draft }: BroadcastDraft & { id: string; version: number },
): Promise<BroadcastAnswer> {
  const before = await lock(tx, call, { id, version })
  if (before.status !== 'draft') throw refuse('status', 'not_a_draft')
  await textsOf(tx, call, draft)
  await sql`
    update outreach_broadcasts set name = ${draft.name}, definition = ${JSON.stringify(definitionOf(draft))}::jsonb, send_at = ${draft.sendAt}
    where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  return told(tx, call, id, { action: 'broadcast.update', before: { name: before.name }, after: { name: draft.name } })
}

/** Sends a broadcast at its time, holds it up, lets it go on, or stops it: what was not handed over by then is not sent. */
export async function moveBroadcast(
  tx: Tx,
  call: Call,
  { id, version, move }: { id: string; version: number; move: BroadcastMove },
): Promise<BroadcastAnswer> {
  const { workspaceId } = call.caller
  const before = await lock(tx, call, { id, version })
  if (!mayMoveBroadcast(move, before.status)) throw refuse('status', `not_${move}`)
  const [template, templateB] = move === 'schedule' ? await textsOf(tx, call, before.definition) : [null, null]
  const status = leadsTo(move, before)
  await sql`
    update outreach_broadcasts set status = ${status}, template_id = coalesce(${template?.id ?? null}, template_id),
      template_b_id = coalesce(${templateB?.id ?? null}, template_b_id),
      send_at = coalesce(send_at, ${call.now()}), before_pause = ${move === 'pause' ? before.status : null},
      finished_at = ${move === 'stop' ? call.now() : null}, removed_at = ${move === 'remove' ? call.now() : null}
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx)
  if (move === 'stop')
    await sql`
      update outreach_messages set status = 'skipped', reason = 'stopped', decided_at = ${call.now()}
      where workspace_id = ${workspaceId} and broadcast_id = ${id} and status = 'planned'
    `.execute(tx)
  if (move === 'schedule' || move === 'resume') await tellDue(tx)
  const change = {
    action: `broadcast.${move}`,
    before: { status: before.status },
    after: { name: before.name, status },
  }
  return told(tx, call, id, change)
}

const leadsTo = (move: BroadcastMove, { status, beforePause }: StoredBroadcast): BroadcastStatus =>
  (
    ({
      schedule: 'scheduled',
      pause: 'paused',
      resume: beforePause ?? 'running',
      stop: 'stopped',
      remove: status,
    }) as const
  )[move]

async function lock(tx: Tx, call: Call, { id, version }: { id: string; version: number }): Promise<StoredBroadcast> {
  const { rows } = await sql<StoredBroadcast>`
    select ${broadcastColumns} from ${broadcastSource}
    where b.workspace_id = ${call.caller.workspaceId} and b.id = ${id} and b.removed_at is null for no key update of b
  `.execute(tx)
  const broadcast = rows[0]
  if (!broadcast) throw notFound()
  if (broadcast.version !== version) throw changedMeanwhile(broadcast.version)
  return broadcast
}

async function told(
  tx: Tx,
  call: Call,
  id: string,
  change: { action: string; before: Record<string, unknown> | null; after: Record<string, unknown> },
): Promise<BroadcastAnswer> {
  const { workspaceId } = call.caller
  await recordChange(tx, { by: call.caller, subjectId: id, ...change })
  await sql`update outreach_broadcasts set version = version + 1 where workspace_id = ${workspaceId} and id = ${id}`.execute(
    tx,
  )
  await call.live.publish(workspaceId, { topic: 'mail', ids: [] }, tx)
  return shownBroadcast(tx, workspaceId, id)
}
