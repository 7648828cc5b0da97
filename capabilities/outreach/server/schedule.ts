import { sql } from 'kysely'
import { type PlanNow, stepsNow } from '#capabilities/plans/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Due, duesOf, type Earlier, type Followed, isTooLate } from '../core/due.ts'
import { isHeldOut } from '../core/stable.ts'
import type { MessageStatus, StopReason } from '../core/words.ts'
import { tellDue } from './channel.ts'
import { companyById, type Company } from './company.ts'
import { readStepTexts } from './planOf.ts'
import { readSequences, type StoredSequence } from './sequences.ts'
import { stableId } from './stableId.ts'

/** A customer that a sequence follows: on a plan, in a phase, or towards a day. */
export type Subject = {
  sequence: StoredSequence
  accountId: AccountId
  planId: string | null
  followed: Followed
  /** Why it is followed no longer; null while it is. */
  over: StopReason | null
}

/** The id of a run: of a sequence with a plan, or with a customer from a day on. */
export const runIdOf = ({ sequence, planId, accountId, followed }: Subject): string =>
  stableId('run', sequence.key, planId ?? `${accountId} ${followed.beganOn}`)

/** The id of a mail of a run. */
export const messageIdOf = (runId: string, mailKey: string): string => stableId('mail', runId, mailKey)

/** Follows plans as they change: what is due of the sequences that are bound to their templates is worked out anew. */
export const planFollower =
  (now: () => Date) =>
  async (tx: Tx, workspaceId: WorkspaceId, planIds: readonly string[]): Promise<void> => {
    const sequences = (await readSequences(tx, workspaceId)).filter(
      ({ isOn, definition }) => isOn && definition.follows.what === 'plan',
    )
    if (sequences.length > 0) await followPlans(tx, await companyById(tx, workspaceId, now()), sequences, planIds)
  }

/** Works out what is due of some sequences for some plans, in a few statements for all of them. */
export async function followPlans(
  tx: Tx,
  company: Company,
  sequences: readonly StoredSequence[],
  planIds: readonly string[],
): Promise<void> {
  const plans = await stepsNow(tx, company, planIds)
  const subjects = await subjectsOfPlans(tx, company, sequences, [...plans.values()])
  await schedule(tx, company, subjects)
}

/** What some sequences follow at some plans. */
export async function subjectsOfPlans(
  tx: Tx,
  { workspace }: Company,
  sequences: readonly StoredSequence[],
  plans: readonly PlanNow[],
): Promise<Subject[]> {
  const texts = await readStepTexts(
    tx,
    workspace.id,
    plans.map(({ id }) => id),
  )
  return plans.flatMap((plan) => {
    const steps = plan.steps.map(({ id, key, status, readyOn, dueOn }) => ({
      key,
      status,
      readyOn,
      dueOn,
      doneOn: texts.get(id)?.doneOn ?? null,
    }))
    const followed = { beganOn: plan.kickOffOn, steps }
    return sequences.flatMap((sequence): Subject[] => {
      const { follows } = sequence.definition
      if (follows.what !== 'plan' || follows.template !== plan.template) return []
      // The mails of a plan's last days go on: it is over when it was stopped or removed.
      const over = plan.status === 'stopped' || plan.status === 'removed' ? 'plan_over' : null
      return [{ sequence, accountId: plan.accountId, planId: plan.id, followed, over }]
    })
  })
}

type KnownMail = {
  id: string
  runId: string
  mailKey: string
  status: MessageStatus
  reason: string | null
  dueAt: Date
  on: Day | null
  waits: boolean
}
type KnownRun = { id: string; stoppedAt: Date | null }

/** Writes down what is due for some customers, or not needed any more: what went out already stays as it is. */
export async function schedule(tx: Tx, company: Company, subjects: readonly Subject[]): Promise<void> {
  if (subjects.length === 0) return
  const { workspace } = company
  const living = subjects.filter(({ over }) => over === null)
  await beginRuns(tx, company, living)
  const ids = subjects.map(runIdOf)
  const runs = await readRuns(tx, workspace.id, ids)
  const known = await readMails(tx, company, ids)
  const wanted: WantedMail[] = []
  for (const subject of living) {
    const id = runIdOf(subject)
    if (runs.get(id)?.stoppedAt) continue
    const own = known.get(id) ?? []
    const earlier = new Map(own.map(({ mailKey, status, on }): [string, Earlier] => [mailKey, { status, on }]))
    const dues = duesOf(subject.sequence.definition, subject.followed, earlier, company)
    const byKey = new Map(own.map((mail) => [mail.mailKey, mail]))
    const reopens = new Set(
      subject.sequence.definition.mails.flatMap(({ key, purpose }) => (purpose.is === 'step' ? [key] : [])),
    )
    for (const [mailKey, due] of dues) {
      const change = changeOf(due, byKey.get(mailKey), { now: company.now, reopens: reopens.has(mailKey) })
      if (change)
        wanted.push({ id: messageIdOf(id, mailKey), runId: id, mailKey, accountId: subject.accountId, ...change })
    }
  }
  await writeMails(tx, workspace.id, wanted, company.now)
  await markReached(tx, company, living, known)
  const over = subjects.filter(({ over: why }) => why !== null)
  for (const [reason, some] of Map.groupBy(over, ({ over: why }) => why!))
    await stopRuns(tx, workspace.id, some.map(runIdOf), { reason, now: company.now, by: null })
}

type Change = { status: 'planned' | 'skipped' | 'gone'; reason: string | null; dueAt: string }
type WantedMail = Change & { id: string; runId: string; mailKey: string; accountId: AccountId }

/**
 * What is to be written about a mail; null: nothing. One that was left out because its step was done comes back when the
 * step is opened again; a condition is asked once, when the mail is due.
 */
function changeOf(
  due: Due,
  known: KnownMail | undefined,
  { now, reopens }: { now: number; reopens: boolean },
): Change | null {
  const isReached = known?.status === 'skipped' && known.reason === 'reached'
  const isOpen = known === undefined || known.status === 'planned' || (isReached && reopens)
  if (!isOpen) return null
  if (due.is === 'waits')
    return known?.status === 'planned' ? { status: 'gone', reason: null, dueAt: new Date(now).toISOString() } : null
  if (due.is === 'skip')
    return known?.status === 'skipped'
      ? null
      : { status: 'skipped', reason: due.reason, dueAt: new Date(now).toISOString() }
  const dueAt = new Date(due.at).toISOString()
  if (known === undefined && isTooLate(due.at, now)) return { status: 'skipped', reason: 'too_late', dueAt }
  // One that waits for room in the budget, or for the window to open, has a later moment of its own.
  if (known?.status === 'planned') {
    const planned = known.dueAt.getTime()
    const isPutOff = due.at <= now && planned > now
    if (known.waits || isPutOff || planned === due.at) return null
  }
  return { status: 'planned', reason: null, dueAt }
}

async function beginRuns(tx: Tx, { workspace, now }: Company, subjects: readonly Subject[]): Promise<void> {
  const rows = subjects.map((subject) => ({
    id: runIdOf(subject),
    sequence_key: subject.sequence.key,
    account_id: subject.accountId,
    plan_id: subject.planId,
    began_on: subject.followed.beganOn,
    held_out: isHeldOut(subject.sequence.key, subject.accountId, subject.sequence.definition.holdOutPercent),
  }))
  if (rows.length === 0) return
  await sql`
    insert into outreach_runs (workspace_id, id, sequence_key, account_id, plan_id, began_on, held_out, created_at)
    select ${workspace.id}::uuid, id, sequence_key, account_id, plan_id, began_on, held_out, ${new Date(now)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, sequence_key text, account_id uuid, plan_id uuid,
      began_on date, held_out boolean)
    on conflict (workspace_id, id) do nothing
  `.execute(tx)
}

const uuids = (ids: readonly string[]) => sql<string[]>`${[...ids]}::uuid[]`

async function readRuns(tx: Tx, workspaceId: WorkspaceId, ids: readonly string[]): Promise<Map<string, KnownRun>> {
  const { rows } = await sql<KnownRun>`
    select id, stopped_at as "stoppedAt" from outreach_runs where workspace_id = ${workspaceId} and id = any(${uuids(ids)})
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

async function readMails(
  tx: Tx,
  { workspace, timeZone }: Company,
  runs: readonly string[],
): Promise<Map<string, KnownMail[]>> {
  const { rows } = await sql<KnownMail>`
    select id, run_id as "runId", mail_key as "mailKey", status, reason, due_at as "dueAt", waits_since is not null as waits,
      (decided_at at time zone ${timeZone})::date as on
    from outreach_messages where workspace_id = ${workspace.id} and run_id = any(${uuids(runs)})
  `.execute(tx)
  return Map.groupBy(rows, ({ runId }) => runId)
}

async function writeMails(tx: Tx, workspaceId: WorkspaceId, wanted: readonly WantedMail[], now: number): Promise<void> {
  const gone = wanted.filter(({ status }) => status === 'gone').map(({ id }) => id)
  if (gone.length > 0)
    await sql`
      delete from outreach_messages where workspace_id = ${workspaceId} and id = any(${uuids(gone)}) and status = 'planned'
    `.execute(tx)
  const rows = wanted.filter(({ status }) => status !== 'gone')
  if (rows.length === 0) return
  await sql`
    insert into outreach_messages (workspace_id, id, kind, account_id, run_id, mail_key, due_at, status, reason, decided_at)
    select ${workspaceId}::uuid, id, 'step', "accountId", "runId", "mailKey", "dueAt", status, reason,
      case when status = 'skipped' then "dueAt" end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (id uuid, "accountId" uuid, "runId" uuid, "mailKey" text,
      "dueAt" timestamptz, status text, reason text)
    on conflict (workspace_id, id) do update set due_at = excluded.due_at, status = excluded.status, reason = excluded.reason,
      detail = null, decided_at = excluded.decided_at
    where outreach_messages.status in ('planned', 'skipped')
  `.execute(tx)
  if (rows.some(({ status, dueAt }) => status === 'planned' && Date.parse(dueAt) <= now)) await tellDue(tx)
}

/** Mails that went out, or were held out, whose step is done by now. */
async function markReached(
  tx: Tx,
  { workspace, now }: Company,
  subjects: readonly Subject[],
  known: ReadonlyMap<string, readonly KnownMail[]>,
): Promise<void> {
  const reached = subjects.flatMap((subject) => {
    const done = new Set(subject.followed.steps.filter(({ status }) => status === 'done').map(({ key }) => key))
    const keys = subject.sequence.definition.mails.flatMap(({ key, purpose }) =>
      purpose.is === 'step' && done.has(purpose.step) ? [key] : [],
    )
    return (known.get(runIdOf(subject)) ?? [])
      .filter(({ mailKey, status }) => keys.includes(mailKey) && ['queued', 'sent', 'held_out'].includes(status))
      .map(({ id }) => id)
  })
  if (reached.length === 0) return
  await sql`
    update outreach_messages set reached_at = ${new Date(now)}
    where workspace_id = ${workspace.id} and id = any(${uuids(reached)}) and reached_at is null
  `.execute(tx)
}

/** Ends sequences at customers; what is planned of them is not sent. */
export async function stopRuns(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  { reason, now, by }: { reason: StopReason; now: number; by: string | null },
): Promise<number> {
  if (ids.length === 0) return 0
  const { rows } = await sql<{ id: string }>`
    update outreach_runs set stopped_at = ${new Date(now)}, stop_reason = ${reason}, stopped_by = ${by}
    where workspace_id = ${workspaceId} and id = any(${uuids(ids)}) and stopped_at is null returning id
  `.execute(tx)
  await sql`
    update outreach_messages set status = 'skipped', reason = ${reason}, decided_at = ${new Date(now)}
    where workspace_id = ${workspaceId} and run_id = any(${uuids(ids)}) and status = 'planned'
  `.execute(tx)
  return rows.length
}
