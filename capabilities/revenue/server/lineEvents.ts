import { sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { endPauseSchema, pauseSchema, refundSchema } from '../contract/schemas.ts'
import { type Span, versionsRule } from '../core/versions.ts'
import type { Call } from './call.ts'
import type { Contract } from './contractRead.ts'
import { wrote } from './contractWrite.ts'
import { lockedLine } from './lineWrite.ts'

/** Pauses a line from a day on: it is there, and counts 0. */
export async function pauseLine(
  tx: Tx,
  call: Call,
  { id, startOn, endOn }: z.output<typeof pauseSchema>,
): Promise<{ contract: Contract; pauseId: string }> {
  const { line, ...of } = await lockedLine(tx, call, id as ContractLineId)
  const pause = { startOn, endOn }
  mayPause([...line.pauses, pause], { field: 'startOn', value: startOn })
  const pauseId = call.newId()
  await sql`
    insert into contract_line_pauses (workspace_id, id, line_id, account_id, start_on, end_on)
    values (${call.caller.workspaceId}, ${pauseId}, ${id}, ${of.account}, ${startOn}, ${endOn})
  `.execute(tx)
  return { contract: await wrote(tx, call, { ...of, action: 'contract_line.pause', id, after: pause }), pauseId }
}

/** Says on which day a paused line counts again; null: until further notice. */
export async function endPause(tx: Tx, call: Call, { id, on }: z.output<typeof endPauseSchema>): Promise<Contract> {
  const { line, ...of } = await lineOf(tx, call, sql`contract_line_pauses`, id)
  const before = line.pauses.find((pause) => pause.id === id)
  if (!before) throw notFound()
  const after = { startOn: before.startOn, endOn: on }
  mayPause([...line.pauses.filter((pause) => pause !== before), after], { field: 'on', value: `${on}` })
  await sql`update contract_line_pauses set end_on = ${on} where id = ${id}`.execute(tx)
  const [then, now] = [{ startOn: before.startOn, endOn: before.endOn }, after]
  return wrote(tx, call, { ...of, action: 'contract_line.resume', id: line.id, before: then, after: now })
}

/** Takes a pause back, as if it had never been. */
export async function removePause(tx: Tx, call: Call, id: string): Promise<Contract> {
  const { line, ...of } = await lineOf(tx, call, sql`contract_line_pauses`, id)
  const before = line.pauses.find((pause) => pause.id === id) ?? {}
  await sql`delete from contract_line_pauses where id = ${id}`.execute(tx)
  return wrote(tx, call, { ...of, action: 'contract_line.pause_undone', id: line.id, before })
}

/** Writes down money given back for a line. */
export async function refundLine(
  tx: Tx,
  call: Call,
  { id, on, amount }: z.output<typeof refundSchema>,
): Promise<{ contract: Contract; refundId: string }> {
  const { line: _line, ...of } = await lockedLine(tx, call, id as ContractLineId)
  const refundId = call.newId()
  await sql`
    insert into contract_line_refunds (workspace_id, id, line_id, account_id, refunded_on, amount)
    values (${call.caller.workspaceId}, ${refundId}, ${id}, ${of.account}, ${on}, ${amount})
  `.execute(tx)
  const after = { refundedOn: on, amount }
  return { contract: await wrote(tx, call, { ...of, action: 'contract_line.refund', id, after }), refundId }
}

/** Removes a refund that was written by mistake. */
export async function removeRefund(tx: Tx, call: Call, id: string): Promise<Contract> {
  const { line, ...of } = await lineOf(tx, call, sql`contract_line_refunds`, id)
  const { rows } = await sql<{ refundedOn: string; amount: number }>`
    delete from contract_line_refunds where id = ${id} returning refunded_on as "refundedOn", amount
  `.execute(tx)
  return wrote(tx, call, { ...of, action: 'contract_line.refund_undone', id: line.id, before: rows[0] ?? {} })
}

/** The line, held, to which a row of another table belongs. */
async function lineOf(tx: Tx, call: Call, table: ReturnType<typeof sql>, id: string) {
  const { rows } = await sql<{ line: ContractLineId }>`select line_id as line from ${table} where id = ${id}`.execute(
    tx,
  )
  if (!rows[0]) throw notFound()
  return lockedLine(tx, call, rows[0].line)
}

function mayPause(pauses: readonly { startOn: string; endOn: string | null }[], of: { field: string; value: string }) {
  const rule = versionsRule(pauses as readonly (Span & { startOn: Day })[])
  if (rule) throw refused([{ ...of, rule: rule === 'versions_overlap' ? 'pauses_overlap' : rule }])
}
