import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { type FactPage, type FactRows, type FactSource, markDirty, idArray } from '#capabilities/facts/server/index.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { pulseSchema } from '../contract.ts'
import { pulseFacts } from './facts.ts'

export type Pulse = z.infer<typeof pulseSchema>

/** The latest pulse of each account, as facts. */
export const pulseSource: FactSource = { definitions: pulseFacts, dated: { except: [] }, load: loadPulses }

async function loadPulses({ tx, workspace, accounts, until }: FactPage): Promise<FactRows> {
  const { rows } = await sql<{ account_id: AccountId; value: number; at: Date }>`
    select distinct on (account_id) account_id, value, at from pulses
    where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and at <= ${until}
    order by account_id, at desc
  `.execute(tx)
  return new Map(
    rows.map(({ account_id, value, at }) => [
      account_id,
      { 'pulse.latest': value, 'pulse.on': dayOf(at.getTime(), workspace.timeZone) },
    ]),
  )
}

type PulseRow = { id: string; value: number; note: string | null; at: Date; person_id: string; name: string | null }

/** Pulses of an account, the latest first, at most `limit`. */
export async function readPulses(tx: Tx, workspaceId: WorkspaceId, account: AccountId, limit = 200): Promise<Pulse[]> {
  const { rows } = await sql<PulseRow>`
    select p.id, p.value, p.note, p.at, p.person_id, w.name
    from pulses p left join people w on w.workspace_id = p.workspace_id and w.id = p.person_id
    where p.workspace_id = ${workspaceId} and p.account_id = ${account} order by p.at desc limit ${limit}
  `.execute(tx)
  return rows.map(({ id, value, note, at, person_id, name }) => ({
    id,
    value,
    note,
    at: at.toISOString(),
    person: { id: person_id, name: name ?? '' },
  }))
}

type Call = Pick<CallContext, 'caller' | 'now' | 'newId' | 'live'>

/** Keeps how the caller feels about an account now. */
export async function addPulse(
  tx: Tx,
  call: Call,
  account: AccountId,
  given: { value: number; note?: string | undefined },
): Promise<Pulse> {
  const { workspaceId, personId, name } = call.caller
  const pulse: Pulse = {
    id: call.newId(),
    value: given.value,
    note: given.note || null,
    at: call.now().toISOString(),
    person: { id: personId, name },
  }
  await sql`
    insert into pulses (workspace_id, id, account_id, person_id, value, note, at)
    values (${workspaceId}, ${pulse.id}, ${account}, ${personId}, ${pulse.value}, ${pulse.note}, ${pulse.at})
  `.execute(tx)
  const { value, note } = pulse
  await written(tx, call, account, { action: 'pulse.add', subjectId: pulse.id, before: null, after: { value, note } })
  return pulse
}

/** Takes a pulse of the caller's own back; another's is not found. */
export async function removePulse(tx: Tx, call: Call, account: AccountId, id: string): Promise<void> {
  const { workspaceId, personId } = call.caller
  const { rows } = await sql<{ value: number; note: string | null }>`
    delete from pulses
    where workspace_id = ${workspaceId} and account_id = ${account} and id = ${id} and person_id = ${personId}
    returning value, note
  `.execute(tx)
  const [before] = rows
  if (!before) throw notFound()
  await written(tx, call, account, { action: 'pulse.remove', subjectId: id, before, after: null })
}

type Written = {
  action: string
  subjectId: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

async function written(tx: Tx, call: Call, accountId: AccountId, change: Written): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, { by: call.caller, accountId, ...change })
  await markDirty(tx, workspaceId, [accountId])
  await call.live.publish(workspaceId, { topic: 'account', ids: [accountId] }, tx)
}
