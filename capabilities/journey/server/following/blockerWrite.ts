import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { BlockerSide } from '#capabilities/journey/core/words.ts'
import type { BlockerAnswer } from '#capabilities/journey/contract/blockers.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { type Blocker, readBlockers } from './blockers.ts'
import { presentBlocker } from './pathParts.ts'

type Told = { side: BlockerSide; what: string; who: string; note: string; sinceOn: string }
type Which = { id: string; blockerId: string }

/** Takes down what keeps an account from going on in the phase it is in. */
export async function addBlocker(tx: Tx, call: CallContext, id: AccountId, told: Told): Promise<BlockerAnswer> {
  mayBegin(call, told.sinceOn)
  const { workspaceId, personId } = call.caller
  const blockerId = call.newId<string>()
  const { rows } = await sql`
    insert into journey_blockers (workspace_id, id, account_id, phase, side, what, who, note, since_on, created_by)
    select s.workspace_id, ${blockerId}, s.account_id, s.phase, ${told.side}, ${told.what}, ${told.who}, ${told.note},
      ${told.sinceOn}, ${personId}
    from account_phases s where s.workspace_id = ${workspaceId} and s.account_id = ${id} and s.left_at is null
    returning id
  `.execute(tx)
  if (rows.length === 0) throw notFound()
  return written(tx, call, { id, blockerId }, 'account.blockerAdd', null)
}

/** Changes what was taken down. */
export async function changeBlocker(tx: Tx, call: CallContext, which: Which, told: Told): Promise<BlockerAnswer> {
  mayBegin(call, told.sinceOn)
  const before = await theBlocker(tx, call, which)
  if (before.resolvedOn !== null && told.sinceOn > before.resolvedOn)
    throw refused([{ field: 'sinceOn', rule: 'journey.resolved_before', value: told.sinceOn }])
  await sql`
    update journey_blockers set side = ${told.side}, what = ${told.what}, who = ${told.who}, note = ${told.note},
      since_on = ${told.sinceOn}
    where workspace_id = ${call.caller.workspaceId} and id = ${which.blockerId}
  `.execute(tx)
  return written(tx, call, which, 'account.blockerChange', before)
}

/** Says from when on it does not block any longer; null: it does. */
export async function resolveBlocker(
  tx: Tx,
  call: CallContext,
  { resolvedOn, ...which }: Which & { resolvedOn: string | null },
): Promise<BlockerAnswer> {
  const before = await theBlocker(tx, call, which)
  if (resolvedOn !== null && (resolvedOn < before.sinceOn || resolvedOn > call.today()))
    throw refused([{ field: 'resolvedOn', rule: 'journey.resolved_when', value: resolvedOn }])
  await sql`
    update journey_blockers set resolved_on = ${resolvedOn}::date,
      resolved_by = ${resolvedOn === null ? null : call.caller.personId}::uuid
    where workspace_id = ${call.caller.workspaceId} and id = ${which.blockerId}
  `.execute(tx)
  return written(tx, call, which, resolvedOn === null ? 'account.blockerReopen' : 'account.blockerResolve', before)
}

/** Takes away what was taken down by mistake; the record of changes keeps it. */
export async function removeBlocker(tx: Tx, call: CallContext, which: Which): Promise<void> {
  const before = await theBlocker(tx, call, which)
  await sql`
    delete from journey_blockers where workspace_id = ${call.caller.workspaceId} and id = ${which.blockerId}
  `.execute(tx)
  await keep(tx, call, which, 'account.blockerRemove', before, null)
}

function mayBegin(call: CallContext, sinceOn: string): void {
  if (sinceOn > call.today()) throw refused([{ field: 'sinceOn', rule: 'journey.not_yet', value: sinceOn }])
}

async function theBlocker(tx: Tx, call: CallContext, { id, blockerId }: Which): Promise<Blocker> {
  const account = id as AccountId
  const all = (await readBlockers(tx, call.caller.workspaceId, [account])).get(account) ?? []
  const found = all.find((one) => one.id === blockerId)
  if (!found) throw notFound()
  return found
}

async function written(
  tx: Tx,
  call: CallContext,
  which: Which,
  action: string,
  before: Blocker | null,
): Promise<BlockerAnswer> {
  const after = await theBlocker(tx, call, which)
  await keep(tx, call, which, action, before, after)
  return presentBlocker(after, call.today())
}

/** Every change is logged, has the account computed anew, and is told to open pages. */
async function keep(
  tx: Tx,
  call: CallContext,
  { id }: Which,
  action: string,
  before: Blocker | null,
  after: Blocker | null,
): Promise<void> {
  const { workspaceId } = call.caller
  const accountId = id as AccountId
  const shown = (one: Blocker | null) =>
    one && {
      side: one.side,
      what: one.what,
      who: one.who,
      note: one.note,
      sinceOn: one.sinceOn,
      resolvedOn: one.resolvedOn,
    }
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: id,
    accountId,
    before: shown(before),
    after: shown(after),
  })
  await markDirty(tx, workspaceId, [accountId])
  await call.live.publish(workspaceId, { topic: 'account', ids: [accountId] }, tx)
}
