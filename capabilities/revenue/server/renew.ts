import { sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, refused } from '#platform/http/refusal.ts'
import type { renewSchema } from '../contract/schemas.ts'
import { nextEnd, renewedVersions } from '../core/nextTerm.ts'
import { renewalMonths, renewalOn } from '../core/term.ts'
import { versionsRule } from '../core/versions.ts'
import type { Call } from './call.ts'
import type { Contract, Line, Version } from './contractRead.ts'
import { locked, wrote } from './contractWrite.ts'
import { putVersions } from './lineWrite.ts'

/** What a line costs in the next term, minor units per interval for the whole quantity; null: it is not renewed. */
export type NextPrice = { lineId: string; quantity: number; amount: number | null }

type Terms = Pick<Contract, 'endOn' | 'autoRenews' | 'renewalMonths'> & {
  /** Left out where it was kept before reasons were. */
  endReason?: string | null
}
type LineChange = { id: string; before: Line['versions']; after: Line['versions'] }

/** What takes the renewal or the end of a contract back, as long as nobody changed it since. */
export type ContractUndo = {
  version: number
  terms: Terms
  lines: LineChange[]
  /** Left out where it was kept before ends were cancellations. */
  cancelled?: { id: string; before: string | null }[]
}

/** Renews a contract from the end of a term on, for a number of months, at given prices; lines left out go on as they are. */
export async function renewContract(
  tx: Tx,
  call: Call,
  { id, termEnd, months, prices }: { id: ContractId; termEnd: Day; months: number; prices: readonly NextPrice[] },
): Promise<{ contract: Contract; undo: ContractUndo }> {
  const before = await lockedEnding(tx, call, id)
  const lines = prices.map(({ lineId, ...price }): LineChange => {
    const line = before.lines.find((one) => one.id === lineId && one.kind === 'recurring')
    if (!line) throw refused([{ field: 'prices', value: lineId, rule: 'unknown_line' }])
    const versions = line.versions as Version[]
    return {
      id: line.id,
      before: versions,
      after: renewedVersions(versions, termEnd, price, call.newId) as Version[],
    }
  })
  const endOn = nextEnd(before, termEnd, months)
  // Written down: told from start and end it would be both terms together from now on.
  const { autoRenews, endReason } = before
  const terms = { endOn, autoRenews, renewalMonths: before.renewalMonths ?? renewalMonths(before), endReason }
  return change(tx, call, before, { action: 'contract.renew', terms, lines })
}

/**
 * Ends a contract on a day, with the reason where one is given: it renews no more. Its lines are cancelled: on `cancelledOn`, else
 * today (or with the end, where that has passed); null: nobody cancelled, something else takes its place.
 */
export async function endContract(
  tx: Tx,
  call: Call,
  id: ContractId,
  on: Day,
  reason: string | null = null,
  cancelledOn: Day | null = on < call.today() ? on : call.today(),
): Promise<{ contract: Contract; undo: ContractUndo }> {
  const before = (await locked(tx, call, id)) as Contract & { startOn: Day; endOn: Day | null }
  const { startOn, endOn } = before
  if (on <= startOn) throw refused([{ field: 'on', value: on, rule: 'end_not_after_start' }])
  const months = endOn === null ? before.renewalMonths : renewalMonths({ ...before, endOn })
  const terms = { endOn: on, autoRenews: false, renewalMonths: months, endReason: reason || null }
  const cut = cancelledOn === null ? [] : before.lines.filter((line) => isCutBy(line, on))
  const cancelled = cut.map(({ id: line }) => ({ id: line, before: null, after: cancelledOn }))
  return change(tx, call, before, { action: 'contract.end', terms, lines: [], cancelled })
}

/** Whether a line would have gone on until the end of its contract, and nobody cancelled it before. */
function isCutBy({ kind, cancelledOn, versions }: Line, on: Day): boolean {
  const end = versions.at(-1)?.endOn
  return kind === 'recurring' && cancelledOn === null && end !== undefined && (end === null || end >= on)
}

/** Renews a contract from its coming renewal on (or from an end that has passed), for as long as agreed, where nothing else is said. */
export async function renew(
  tx: Tx,
  call: Call,
  asked: z.output<typeof renewSchema>,
): Promise<{ contract: Contract; undo: ContractUndo }> {
  const id = asked.id as ContractId
  const before = await lockedEnding(tx, call, id)
  const termEnd = (asked.from as Day | undefined) ?? renewalOn(before, call.today()) ?? before.endOn
  if (termEnd <= before.startOn) throw refused([{ field: 'from', value: termEnd, rule: 'end_not_after_start' }])
  return renewContract(tx, call, { ...asked, id, termEnd, months: asked.months ?? renewalMonths(before) })
}

/** Takes a renewal or an end back; refuses where the contract was changed since. */
export async function revertContract(tx: Tx, call: Call, id: ContractId, undo: ContractUndo): Promise<Contract> {
  const before = await locked(tx, call, id)
  const cancelled = undo.cancelled ?? []
  const unknown = [...undo.lines, ...cancelled].find(({ id: line }) => !before.lines.some((one) => one.id === line))
  if (unknown) throw refused([{ field: 'undo.lines', value: unknown.id, rule: 'unknown_line' }])
  const broken = undo.lines.map(({ before: then }) => versionsRule(then as Version[])).find((rule) => rule !== null)
  if (broken) throw refused([{ field: 'undo.lines', rule: broken }])
  const isSame = undo.lines.every(({ id: line, after }) => {
    const now = before.lines.find((one) => one.id === line)?.versions ?? []
    return (
      now.length === after.length && now.every((one, at) => one.id === after[at]!.id && one.endOn === after[at]!.endOn)
    )
  })
  if (before.version !== undo.version || !isSame) throw changedMeanwhile(before.version)
  const lines = undo.lines.map(({ id: line, before: then, after }) => ({ id: line, before: after, after: then }))
  const uncancelled = cancelled.map(({ id: line, before: then }) => ({
    id: line,
    before: before.lines.find((one) => one.id === line)!.cancelledOn,
    after: then,
  }))
  const asked = { action: 'contract.undo', terms: undo.terms, lines, cancelled: uncancelled }
  return (await change(tx, call, before, asked)).contract
}

type Cancelled = { id: string; before: string | null; after: string | null }
type Changing = { action: string; terms: Terms; lines: LineChange[]; cancelled?: Cancelled[] }

async function change(
  tx: Tx,
  call: Call,
  before: Contract,
  { action, terms, lines, cancelled = [] }: Changing,
): Promise<{ contract: Contract; undo: ContractUndo }> {
  const [id, account] = [before.id as ContractId, before.accountId as AccountId]
  await sql`
    update contracts set version = version + 1, updated_at = ${call.now()}, end_on = ${terms.endOn},
      auto_renews = ${terms.autoRenews}, renewal_months = ${terms.renewalMonths}, end_reason = ${terms.endReason ?? null}
    where id = ${id}
  `.execute(tx)
  for (const line of lines) {
    const of = { line: line.id as ContractLineId, account }
    await putVersions(tx, call, of, line.before as Version[], line.after as Version[])
  }
  for (const { id: line, after } of cancelled)
    await sql`update contract_lines set cancelled_on = ${after} where id = ${line}`.execute(tx)
  const priced = lines.filter((line) => line.before !== line.after)
  const then = termsOf(before)
  const told = (side: 'before' | 'after', of: Terms) => ({
    ...of,
    ...(priced.length === 0 ? {} : { lines: priced.map((line) => ({ id: line.id, versions: line[side] })) }),
    ...(cancelled.length === 0 ? {} : { cancelledOn: cancelled[0]![side] }),
  })
  const contract = await wrote(tx, call, {
    account,
    action,
    id,
    before: told('before', then),
    after: told('after', terms),
  })
  return {
    contract,
    undo: {
      version: contract.version,
      terms: then,
      lines: priced,
      cancelled: cancelled.map(({ id: line, before: was }) => ({ id: line, before: was })),
    },
  }
}

function termsOf({ endOn, autoRenews, renewalMonths: months, endReason }: Contract): Terms {
  return { endOn, autoRenews, renewalMonths: months, endReason }
}

async function lockedEnding(tx: Tx, call: Call, id: ContractId) {
  const contract = await locked(tx, call, id)
  const { startOn, endOn } = contract as Contract & { startOn: Day; endOn: Day | null }
  if (endOn === null) throw refused([{ field: 'endOn', rule: 'open_ended' }])
  return { ...contract, startOn, endOn }
}
