import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import { standing } from '../core/follow.ts'
import { phaseOf } from '../core/map.ts'
import { type MoveRefusal, mayConfirm, mayMove } from '../core/moves.ts'
import { settled } from '../core/stays.ts'
import type { Cause, Evidence } from '../core/words.ts'
import { isMetNow, type PathParts } from './pathRead.ts'
import { moveOn, type NewStay } from './stays.ts'

export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>

const refuse = (field: string, rule: MoveRefusal, value?: string) =>
  refused([{ field, rule: `journey.${rule}`, ...(value === undefined ? {} : { value }) }])

/** Puts an account into another phase by a person's decision. */
export async function movePhase(tx: Tx, call: Call, parts: PathParts, phase: string, reason: string): Promise<void> {
  const current = parts.stays.at(-1)
  if (!phaseOf(parts.stored.map, phase)) throw refuse('phase', 'unknown_phase', phase)
  if (current?.phase === phase) throw refuse('phase', 'same_phase', phase)
  await begin(tx, call, parts, { phase, entered_on: call.today(), cause: 'person', reason })
}

/** Takes the move into the current phase back: the stay before it goes on as if nothing had been. */
export async function undoMove(tx: Tx, call: Call, parts: PathParts, entryId: string): Promise<void> {
  const current = parts.stays.at(-1)
  const before = settled(parts.stays).at(-2)
  if (!current || !before || current.id !== entryId) throw refuse('entryId', 'nothing_to_undo', entryId)
  const why = mayMove('undo', current.cause)
  if (why) throw refuse('entryId', why, entryId)
  await begin(tx, call, parts, { phase: before.phase, entered_on: before.enteredOn, cause: 'undo', reason: null })
}

type Beginning = { phase: string; entered_on: NewStay['entered_on']; cause: Cause; reason: string | null }

async function begin(tx: Tx, call: Call, parts: PathParts, beginning: Beginning): Promise<void> {
  const { accountId, stored, stays } = parts
  const current = stays.at(-1)
  const phase = phaseOf(stored.map, beginning.phase)!
  const holdsAlready = standing(stored.map, phase, (one) => isMetNow(parts, one), true).mayLeave
  const begins: NewStay = {
    id: call.newId(),
    account_id: accountId,
    map_id: stored.id,
    ...beginning,
    person_id: call.caller.personId,
    ask: holdsAlready,
  }
  const moved = await moveOn(
    tx,
    call.caller.workspaceId,
    [{ leaves: current?.id ?? null, begins }],
    call.now(),
    call.today(),
  )
  if (!moved.has(accountId)) throw refuse('phase', 'nothing_to_undo')
  await written(tx, call, accountId, {
    action: beginning.cause === 'undo' ? 'account.phaseUndo' : 'account.phaseMove',
    before: { phase: current?.phase ?? null },
    after: { phase: beginning.phase, reason: beginning.reason },
  })
}

/** Keeps a person's or the customer's word that a milestone is reached, beside or instead of what facts say. */
export async function confirmMilestone(
  tx: Tx,
  call: Call,
  parts: PathParts,
  given: {
    milestone: string
    source: 'person' | 'customer'
    note?: string | undefined
    evidence?: Evidence | undefined
    evidenceOn?: string | undefined
  },
): Promise<void> {
  const known = knownMilestone(parts, given.milestone)
  const why = mayConfirm('confirm', known?.source ?? null)
  if (why) throw refuse('milestone', why, given.milestone)
  await sql`
    insert into account_milestones (workspace_id, account_id, milestone, reached_on, source, person_id, note, evidence, evidence_on)
    values (${call.caller.workspaceId}, ${parts.accountId}, ${given.milestone}, ${call.today()}, ${given.source},
      ${call.caller.personId}, ${given.note ?? null},
      ${given.evidence ?? null}, ${given.evidenceOn ?? null})
    on conflict (workspace_id, account_id, milestone)
      do update set source = excluded.source, person_id = excluded.person_id, note = excluded.note,
        evidence = excluded.evidence, evidence_on = excluded.evidence_on, lost_on = null
  `.execute(tx)
  await written(tx, call, parts.accountId, {
    action: 'account.milestoneConfirm',
    before: null,
    after: { ...given },
  })
}

/** Takes such a word back; what facts say stands again by itself. */
export async function unconfirmMilestone(tx: Tx, call: Call, parts: PathParts, milestone: string): Promise<void> {
  const known = knownMilestone(parts, milestone)
  const why = mayConfirm('unconfirm', known?.source ?? null)
  if (why) throw refuse('milestone', why, milestone)
  await sql`
    delete from account_milestones
    where workspace_id = ${call.caller.workspaceId} and account_id = ${parts.accountId} and milestone = ${milestone}
  `.execute(tx)
  const before = { milestone, source: known?.source, note: known?.note }
  await written(tx, call, parts.accountId, { action: 'account.milestoneUnconfirm', before, after: null })
}

function knownMilestone(parts: PathParts, key: string) {
  const exists = parts.stored.map.phases.some((phase) => phase.milestones.some((one) => one.key === key))
  if (!exists) throw refuse('milestone', 'unknown_milestone', key)
  return parts.reached.get(key)
}

type Written = { action: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }

/** Every change is logged, has the account computed anew, and is told to open pages. */
async function written(tx: Tx, call: Call, accountId: AccountId, { action, before, after }: Written): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, { by: call.caller, action, subjectId: accountId, accountId, before, after })
  await markDirty(tx, workspaceId, [accountId])
  await call.live.publish(workspaceId, { topic: 'account', ids: [accountId] }, tx)
}
