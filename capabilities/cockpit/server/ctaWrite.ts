import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import { mayMove, onDay } from '../core/cta.ts'
import type { CtaKind, CtaMove, CtaStatus, Outcome } from '../core/words.ts'
import { type Cta, type CtaRow, presentCta, readCtas, stateOf } from './ctaRead.ts'

export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>

/** What of a CTA can change. */
export type CtaColumns = {
  kind: CtaKind
  title: string | null
  note: string
  status: CtaStatus
  owner_id: PersonId | null
  due_on: Day
  effort_minutes: number
  pinned: boolean
  snoozed_until: Day | null
  snooze_reason: string | null
  outcome: Outcome | null
  outcome_note: string | null
  closed_by: PersonId | null
  closed_at: Date | string | null
}

export const refuse = (field: string, rule: string, value?: string) =>
  refused([{ field, rule: `cockpit.${rule}`, ...(value === undefined ? {} : { value }) }])

/** One CTA as the contract shows it, or the answer that it is not there. */
export async function theCta(tx: Tx, call: Call, id: string): Promise<Cta> {
  return presentCta(await theRow(tx, call, id), call.today())
}

async function theRow(tx: Tx, call: Call, id: string): Promise<CtaRow> {
  const [row] = await readCtas(tx, call.caller.workspaceId, [id])
  if (!row) throw notFound()
  return row
}

/** The CTA, held for a change, still at the version that was seen. */
export async function lockCta(tx: Tx, call: Call, given: { id: string; version: number }): Promise<CtaRow> {
  await sql`
    select 1 from ctas where workspace_id = ${call.caller.workspaceId} and id = ${given.id} for update
  `.execute(tx)
  const row = await theRow(tx, call, given.id)
  if (row.version !== given.version) throw changedMeanwhile(row.version)
  return row
}

/** Makes a move with a CTA, or says what stands against it. */
export async function moveCta(
  tx: Tx,
  call: Call,
  given: { id: string; version: number },
  move: CtaMove,
  patch: Partial<CtaColumns>,
): Promise<Cta> {
  const row = await lockCta(tx, call, given)
  const why = mayMove(move, onDay(stateOf(row), call.today()).status)
  if (why) throw refuse('status', why)
  return writeCta(tx, call, row, `cta.${move}`, patch)
}

/** Writes changed columns: with the audit entry that can take them back, the account's facts, and a word to open pages. */
export async function writeCta(
  tx: Tx,
  call: Call,
  row: CtaRow,
  action: string,
  patch: Partial<CtaColumns>,
): Promise<Cta> {
  const { workspaceId } = call.caller
  const next = { ...row, ...patch }
  const version = row.version + 1
  const changed = (Object.keys(patch) as (keyof CtaColumns)[]).filter((key) => !same(row[key], next[key]))
  const only = (from: CtaColumns) => Object.fromEntries(changed.map((key) => [key, from[key]]))
  await sql`
    update ctas set kind = ${next.kind}, title = ${next.title}, note = ${next.note}, status = ${next.status},
      owner_id = ${next.owner_id}, due_on = ${next.due_on}, effort_minutes = ${next.effort_minutes},
      pinned = ${next.pinned}, snoozed_until = ${next.snoozed_until}, snooze_reason = ${next.snooze_reason},
      outcome = ${next.outcome}, outcome_note = ${next.outcome_note}, closed_by = ${next.closed_by},
      closed_at = ${next.closed_at}, version = ${version}, updated_at = ${call.now()}
    where workspace_id = ${workspaceId} and id = ${row.id}
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: row.id,
    accountId: row.account_id,
    before: { ...only(row), version: row.version },
    after: { ...only(next), version },
  })
  await tell(tx, call, row.id, row.account_id)
  return theCta(tx, call, row.id)
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime())
}

/** The account's facts follow, and open pages ask again: of the CTA and of the account. */
async function tell(tx: Tx, call: Call, id: string, account: AccountId): Promise<void> {
  await markDirty(tx, call.caller.workspaceId, [account])
  await call.live.publish(call.caller.workspaceId, { topic: 'cta', ids: [id, account] }, tx)
}

export type NewCta = {
  accountId: AccountId
  kind: CtaKind
  title: string
  note: string
  ownerId: PersonId | null
  dueOn: Day
  effortMinutes: number
}

/** A CTA that a person makes. */
export async function createCta(tx: Tx, call: Call, given: NewCta): Promise<Cta> {
  const { workspaceId, personId } = call.caller
  const account = await sql`
    select 1 from accounts where workspace_id = ${workspaceId} and id = ${given.accountId} and archived_at is null
  `.execute(tx)
  if (account.rows.length === 0) throw notFound()
  await refuseUnknownOwner(tx, call, given.ownerId)
  const id = call.newId<string>()
  await sql`
    insert into ctas (workspace_id, id, account_id, kind, title, note, owner_id, due_on, effort_minutes, created_by,
      created_at, updated_at)
    values (${workspaceId}, ${id}, ${given.accountId}, ${given.kind}, ${given.title}, ${given.note}, ${given.ownerId},
      ${given.dueOn}, ${given.effortMinutes}, ${personId}, ${call.now()}, ${call.now()})
  `.execute(tx)
  const { accountId, ...after } = given
  await recordChange(tx, {
    by: call.caller,
    action: 'cta.create',
    subjectId: id,
    accountId,
    before: null,
    after: { ...after, version: 1 },
  })
  await tell(tx, call, id, accountId)
  return theCta(tx, call, id)
}

/** Only somebody who works here can own a CTA. */
export async function refuseUnknownOwner(tx: Tx, call: Call, owner: PersonId | null): Promise<void> {
  if (owner === null) return
  const { rows } = await sql`
    select 1 from people where workspace_id = ${call.caller.workspaceId} and id = ${owner} and state = 'active'
  `.execute(tx)
  if (rows.length === 0) throw refuse('ownerId', 'unknown_person', owner)
}
