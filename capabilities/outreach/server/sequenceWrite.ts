import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factCatalogue, rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import { readTemplates as readPlanTemplates } from '#capabilities/plans/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { SequenceAnswer } from '../contract/sequences.ts'
import { flawsOf, type Sequence } from '../core/sequence.ts'
import { type Call, issue } from './call.ts'
import { companyOf } from './company.ts'
import { followPlans, stopRuns } from './schedule.ts'
import { shownSequences } from './sequenceRead.ts'
import { readSequences, type StoredSequence } from './sequences.ts'
import { readTemplates } from './templates.ts'

type All = { sequences: SequenceAnswer[] }

/** Publishes a version. Mails that are planned follow it; what was sent stays what it was. */
export async function publishSequence(
  tx: Tx,
  call: Call,
  { key, version, note, draft }: { key: string; version: number; note: string; draft: Sequence },
): Promise<All> {
  const { workspaceId } = call.caller
  await refuseUnsound(tx, call, draft)
  await inTurn(tx, `mail sequence ${workspaceId} ${key}`)
  const { rows } = await sql<{ version: number; isOn: boolean; removed: boolean }>`
    select version, is_on as "isOn", removed_at is not null as removed from outreach_sequences
    where workspace_id = ${workspaceId} and key = ${key} order by version desc limit 1 for update
  `.execute(tx)
  const before = rows[0]
  if ((before?.version ?? 0) !== version) throw changedMeanwhile(before?.version ?? 0)
  await sql`
    update outreach_sequences set retired_at = ${call.now()}
    where workspace_id = ${workspaceId} and key = ${key} and retired_at is null
  `.execute(tx)
  await sql`
    insert into outreach_sequences (workspace_id, id, key, version, definition, note, is_on, published_by, published_at)
    values (${workspaceId}, ${call.newId<string>()}, ${key}, ${version + 1}, ${JSON.stringify(draft)}::jsonb, ${note},
      ${before?.isOn ?? false}, ${call.caller.personId}, ${call.now()})
  `.execute(tx)
  await told(tx, call, key, {
    action: before ? 'mail_sequence.publish' : 'mail_sequence.create',
    before: before ? { version } : null,
    after: { name: draft.name.ja, version: version + 1, note, mails: draft.mails.length },
  })
  await dropGoneMails(tx, workspaceId, key, draft)
  if (before?.isOn) await followAllOf(tx, call, key)
  return shownSequences(tx, workspaceId)
}

/** Mails that the newest version has no more are not sent. */
async function dropGoneMails(tx: Tx, workspaceId: WorkspaceId, key: string, { mails }: Sequence): Promise<void> {
  await sql`
    delete from outreach_messages m using outreach_runs r
    where m.workspace_id = ${workspaceId} and r.workspace_id = m.workspace_id and r.id = m.run_id and r.sequence_key = ${key}
      and m.status = 'planned' and m.mail_key <> all(${sql`${mails.map((mail) => mail.key)}::text[]`})
  `.execute(tx)
}

/** Switches a sequence on or off. On: whoever it is for is followed from where they are; off: nothing of it goes out. */
export async function turnSequence(tx: Tx, call: Call, { key, isOn }: { key: string; isOn: boolean }): Promise<All> {
  const { workspaceId } = call.caller
  const { rows } = await sql<{ definition: Sequence }>`
    update outreach_sequences set is_on = ${isOn}
    where workspace_id = ${workspaceId} and key = ${key} and retired_at is null and removed_at is null and is_on <> ${isOn}
    returning definition
  `.execute(tx)
  const changed = rows[0]
  if (!changed) {
    if (!(await readSequences(tx, workspaceId)).some((one) => one.key === key)) throw notFound()
    return shownSequences(tx, workspaceId)
  }
  if (isOn) {
    await refuseUnsound(tx, call, changed.definition)
    await goOnWhereTurnedOff(tx, workspaceId, key)
    await followAllOf(tx, call, key)
  } else await forgetPlanned(tx, workspaceId, key)
  await told(tx, call, key, {
    action: isOn ? 'mail_sequence.turn_on' : 'mail_sequence.turn_off',
    before: { isOn: !isOn },
    after: { name: changed.definition.name.ja, isOn },
  })
  return shownSequences(tx, workspaceId)
}

/** A sequence that was taken away had ended everywhere: whom it followed is followed again. */
async function goOnWhereTurnedOff(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<void> {
  await sql`
    update outreach_runs set stopped_at = null, stop_reason = null, stopped_by = null
    where workspace_id = ${workspaceId} and sequence_key = ${key} and stop_reason = 'turned_off'
  `.execute(tx)
}

/** What is planned is worked out anew when the sequence is switched on again. */
async function forgetPlanned(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<void> {
  await sql`
    delete from outreach_messages m using outreach_runs r
    where m.workspace_id = ${workspaceId} and r.workspace_id = m.workspace_id and r.id = m.run_id and r.sequence_key = ${key}
      and m.status = 'planned'
  `.execute(tx)
}

/** Takes a sequence away; it can be brought back, switched off. */
export async function removeSequence(
  tx: Tx,
  call: Call,
  { key, removed }: { key: string; removed: boolean },
): Promise<All> {
  const { workspaceId } = call.caller
  const { rows } = await sql<{ name: string }>`
    update outreach_sequences set removed_at = ${removed ? call.now() : null}, is_on = false
    where workspace_id = ${workspaceId} and key = ${key} and retired_at is null and (removed_at is null) = ${removed}
    returning definition -> 'name' ->> 'ja' as name
  `.execute(tx)
  if (rows.length > 0) {
    if (removed) {
      const { rows: runs } = await sql<{ id: string }>`
        select id from outreach_runs where workspace_id = ${workspaceId} and sequence_key = ${key} and stopped_at is null
      `.execute(tx)
      const ids = runs.map(({ id }) => id)
      await stopRuns(tx, workspaceId, ids, {
        reason: 'turned_off',
        now: call.now().getTime(),
        by: call.caller.personId,
      })
    }
    await told(tx, call, key, {
      action: removed ? 'mail_sequence.remove' : 'mail_sequence.bring_back',
      before: { removed: !removed },
      after: { name: rows[0]!.name, removed },
    })
  }
  return shownSequences(tx, workspaceId)
}

/** Works out what is due of a sequence for all it is for: plans at once, phases and dates with the next facts. */
async function followAllOf(tx: Tx, call: Call, key: string): Promise<void> {
  const { workspaceId, workspace } = call.caller
  const sequence = (await readSequences(tx, workspaceId)).find((one) => one.key === key)
  if (!sequence) return
  if (sequence.definition.follows.what === 'plan') {
    const company = await companyOf(tx, workspace, call.now())
    const plans = await runningPlans(tx, workspaceId, sequence)
    for (let at = 0; at < plans.length; at += 500) await followPlans(tx, company, [sequence], plans.slice(at, at + 500))
  } else await rederiveWorkspace(tx, workspaceId)
}

/** The running plans that a sequence follows. */
export async function runningPlans(
  tx: Tx,
  workspaceId: WorkspaceId,
  { definition: { follows } }: Pick<StoredSequence, 'definition'>,
): Promise<string[]> {
  if (follows.what !== 'plan') return []
  const { rows } = await sql<{ id: string }>`
    select p.id from plans p join plan_templates t on t.workspace_id = p.workspace_id and t.id = p.template_id
    where p.workspace_id = ${workspaceId} and p.status = 'running' and t.key = ${follows.template} order by p.id
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Refuses a draft that cannot work, with everything that stands against it. */
export async function refuseUnsound(tx: Tx, call: Pick<Call, 'caller'>, draft: Sequence): Promise<void> {
  const { workspaceId, workspace } = call.caller
  const catalogue = await factCatalogue(tx, workspace)
  const { follows } = draft
  const plan =
    follows.what === 'plan'
      ? (await readPlanTemplates(tx, workspaceId)).find(({ key }) => key === follows.template)
      : undefined
  const steps = plan ? new Set(plan.definition.stages.flatMap((stage) => stage.steps.map(({ key }) => key))) : null
  const templates = new Set((await readTemplates(tx, workspaceId)).map(({ key }) => key))
  const issues: Issue[] = [
    ...flawsOf(draft, { templates, steps }).map(({ rule, value }) =>
      issue(rule === 'window' ? 'window' : 'mails', rule, value),
    ),
    ...(follows.what === 'plan' && !plan ? [issue('follows', 'unknown_plan', follows.template)] : []),
    ...(follows.what === 'date' && catalogue.get(follows.fact)?.type !== 'date'
      ? [issue('follows', 'no_date', follows.fact)]
      : []),
    ...unreadable('scope', draft.scope, catalogue),
    ...draft.mails.flatMap((mail) => [
      ...unreadable('mails', mail.condition, catalogue),
      ...(mail.purpose.is === 'condition' ? unreadable('mails', mail.purpose.condition, catalogue) : []),
    ]),
  ]
  if (issues.length > 0) throw refused(issues)
}

export function unreadable(field: string, text: string, catalogue: Catalogue): Issue[] {
  const read = readCondition(text, catalogue)
  return read.ok ? [] : read.error.map(({ rule, at, end }) => issue(field, `condition.${rule}`, text.slice(at, end)))
}

async function told(
  tx: Tx,
  call: Call,
  subjectId: string,
  change: { action: string; before: Record<string, unknown> | null; after: Record<string, unknown> },
): Promise<void> {
  await recordChange(tx, { by: call.caller, subjectId, ...change })
  await call.live.publish(call.caller.workspaceId, { topic: 'mail', ids: [] }, tx)
}
