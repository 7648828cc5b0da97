import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { OpportunityPageAnswer } from '#capabilities/renewals/contract/expansion.ts'
import { type ExpansionKind, isOpen } from '#capabilities/renewals/core/expansion/words.ts'
import type { Call } from '../call.ts'
import { readOpportunity, theRow } from './pageRead.ts'
import type { OpportunityRow } from './read.ts'

/** What of an opportunity people change. */
export type Columns = Pick<
  OpportunityRow,
  | 'stage'
  | 'amount'
  | 'expected_on'
  | 'owner_id'
  | 'next_step'
  | 'next_step_on'
  | 'note'
  | 'refusal'
  | 'closed_on'
  | 'closed_by'
  | 'contract_id'
  | 'reverts'
>

export type Seen = { id: string; version: number }

export const refuse = (field: string, rule: string, value?: string) =>
  refused([{ field, rule: `expansion.${rule}`, ...(value === undefined ? {} : { value }) }])

/** The opportunity, held for a change, still at the version that was seen, and open or closed as the change needs it. */
export async function lockOpportunity(
  tx: Tx,
  call: Call,
  seen: Seen,
  state: 'open' | 'closed',
): Promise<OpportunityRow> {
  await sql`
    select 1 from expansion_opportunities where workspace_id = ${call.caller.workspaceId} and id = ${seen.id}
    for no key update
  `.execute(tx)
  const row = await theRow(tx, call, seen.id)
  if (row.version !== seen.version) throw changedMeanwhile(row.version)
  if (isOpen(row.stage) !== (state === 'open')) throw refuse('stage', state === 'open' ? 'not_open' : 'not_closed')
  return row
}

type New = {
  accountId: string
  kind: ExpansionKind
  product: string | null
  currency?: string | undefined
  amount?: number | null | undefined
  expectedOn?: string | null | undefined
  ownerId?: string | null | undefined
  nextStep?: string | undefined
  nextStepOn?: string | null | undefined
  note?: string | undefined
}

/** Writes an opportunity down; of one kind and product a customer has one that is open. */
export async function createOpportunity(tx: Tx, call: Call, given: New): Promise<OpportunityPageAnswer> {
  const { workspaceId, workspace } = call.caller
  const { rows: accounts } = await sql`select from accounts where id = ${given.accountId}`.execute(tx)
  if (accounts.length === 0) throw notFound()
  if (given.kind === 'cross_sell' && given.product === null) throw refuse('product', 'product_missing')
  // What only waits for its time gives way to what somebody has seen.
  await sql`
    update expansion_opportunities set stage = 'withdrawn' where workspace_id = ${workspaceId} and account_id = ${given.accountId}
      and kind = ${given.kind} and product is not distinct from ${given.product} and stage = 'watched'
  `.execute(tx)
  const id = call.newId<string>()
  const { rows } = await sql`
    insert into expansion_opportunities (workspace_id, id, account_id, kind, product, since, amount, currency, expected_on,
      owner_id, next_step, next_step_on, note, created_at, updated_at)
    values (${workspaceId}, ${id}, ${given.accountId}, ${given.kind}, ${given.product}, ${call.today()},
      ${given.amount ?? null}, ${given.currency ?? workspace.currency}, ${given.expectedOn ?? null},
      ${given.ownerId === undefined ? call.caller.personId : given.ownerId}, ${given.nextStep ?? ''}, ${given.nextStepOn ?? null},
      ${given.note ?? ''}, ${call.now()}, ${call.now()})
    on conflict do nothing returning id
  `.execute(tx)
  if (rows.length === 0) throw refuse('product', 'open_already')
  await told(
    tx,
    call,
    { id, account: given.accountId as AccountId },
    { action: 'expansion.create', before: null, after: { ...given } },
  )
  return readOpportunity(tx, call, id)
}

/** What is kept beside a change for the machine alone, and says nothing to who reads the audit log. */
const silent = new Set(['reverts', 'closed_by'])

/** Writes changed columns, with the audit entry that can take them back; from now on it is somebody's, and stays. */
export async function writeOpportunity(
  tx: Tx,
  call: Call,
  row: OpportunityRow,
  action: string,
  patch: Partial<Columns>,
): Promise<OpportunityPageAnswer> {
  const next = { ...row, ...patch }
  const keys = (Object.keys(patch) as (keyof Columns)[]).filter(
    (key) => JSON.stringify(row[key]) !== JSON.stringify(next[key]),
  )
  if (keys.length === 0) return readOpportunity(tx, call, row.id)
  const version = row.version + 1
  await sql`
    update expansion_opportunities set stage = ${next.stage}, amount = ${next.amount}, expected_on = ${next.expected_on},
      owner_id = ${next.owner_id}, next_step = ${next.next_step}, next_step_on = ${next.next_step_on}, note = ${next.note},
      refusal = ${next.refusal}, closed_on = ${next.closed_on}, closed_by = ${next.closed_by}, contract_id = ${next.contract_id},
      reverts = ${next.reverts === null ? null : JSON.stringify(next.reverts)}::jsonb, untouched = false,
      held_back = case when ${next.stage === 'found'} then held_back end, version = ${version}, updated_at = ${call.now()}
    where workspace_id = ${call.caller.workspaceId} and id = ${row.id}
  `.execute(tx)
  const shown = keys.filter((key) => !silent.has(key))
  const only = (from: OpportunityRow) => Object.fromEntries(shown.map((key) => [key, from[key]]))
  await told(
    tx,
    call,
    { id: row.id, account: row.account_id },
    { action, before: { ...only(row), version: row.version }, after: { ...only(next), version } },
  )
  return readOpportunity(tx, call, row.id)
}

type Told = { action: string; before: Record<string, unknown> | null; after: Record<string, unknown> }

async function told(tx: Tx, call: Call, of: { id: string; account: AccountId }, change: Told): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, { by: call.caller, subjectId: of.id, accountId: of.account, ...change })
  await markDirty(tx, workspaceId, [of.account])
  await call.live.publish(workspaceId, { topic: 'renewal', ids: [of.id, of.account] }, tx)
}

/** Takes back the change that made the version that was seen. */
export async function undoOpportunity(tx: Tx, call: Call, seen: Seen): Promise<OpportunityPageAnswer> {
  const row = await lockOpportunity(tx, call, seen, 'open')
  const before = await readBefore(tx, call, seen, ['expansion.update', 'expansion.undo'])
  return writeOpportunity(tx, call, row, 'expansion.undo', before)
}

/** What the audit log kept of before the change that made a version. */
export async function readBefore(
  tx: Tx,
  call: Call,
  seen: Seen,
  actions: readonly string[],
): Promise<Partial<Columns>> {
  const { rows } = await sql<{ before: Partial<Columns> & { version: number } }>`
    select before from audit_log
    where workspace_id = ${call.caller.workspaceId} and subject_id = ${seen.id} and action = any(${actions}::text[])
      and (after ->> 'version')::int = ${seen.version}
    order by at desc, id desc limit 1
  `.execute(tx)
  if (!rows[0]) throw refuse('version', 'nothing_to_undo')
  const { version: _version, ...before } = rows[0].before
  return before
}

/** Closes an opportunity as lost. */
export async function loseOpportunity(
  tx: Tx,
  call: Call,
  { refusal, note, ...seen }: Seen & { refusal: NonNullable<OpportunityRow['refusal']>; note?: string | undefined },
): Promise<OpportunityPageAnswer> {
  const row = await lockOpportunity(tx, call, seen, 'open')
  return writeOpportunity(tx, call, row, 'expansion.lose', {
    stage: 'lost',
    refusal,
    note: note ?? row.note,
    closed_on: call.today(),
    closed_by: call.caller.personId,
  })
}
