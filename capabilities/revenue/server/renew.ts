import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, refused } from '#platform/http/refusal.ts'
import { nextEnd, renewedVersions } from '../core/nextTerm.ts'
import { renewalMonths } from '../core/term.ts'
import type { Call } from './call.ts'
import type { Contract, Version } from './contractRead.ts'
import { locked, wrote } from './contractWrite.ts'
import { putVersions } from './lineWrite.ts'

/** What a line costs in the next term, minor units per interval for the whole quantity; null: it is not renewed. */
export type NextPrice = { lineId: string; quantity: number; amount: number | null }

type Terms = Pick<Contract, 'endOn' | 'autoRenews' | 'renewalMonths'>
type LineChange = { id: ContractLineId; before: readonly Version[]; after: readonly Version[] }

/** What takes the renewal or the end of a contract back, as long as nobody changed it since. */
export type ContractUndo = { version: number; terms: Terms; lines: readonly LineChange[] }

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
      id: line.id as ContractLineId,
      before: versions,
      after: renewedVersions(versions, termEnd, price, call.newId),
    }
  })
  const endOn = nextEnd(before, termEnd, months)
  // Written down: told from start and end it would be both terms together from now on.
  const terms = { endOn, autoRenews: before.autoRenews, renewalMonths: before.renewalMonths ?? renewalMonths(before) }
  return change(tx, call, before, { action: 'contract.renew', terms, lines })
}

/** Ends a contract on a day: it renews no more. */
export async function endContract(
  tx: Tx,
  call: Call,
  id: ContractId,
  on: Day,
): Promise<{ contract: Contract; undo: ContractUndo }> {
  const before = await lockedEnding(tx, call, id)
  const terms = { endOn: on, autoRenews: false, renewalMonths: before.renewalMonths ?? renewalMonths(before) }
  return change(tx, call, before, { action: 'contract.end', terms, lines: [] })
}

/** Takes a renewal or an end back; refuses where the contract was changed since. */
export async function revertContract(tx: Tx, call: Call, id: ContractId, undo: ContractUndo): Promise<Contract> {
  const before = await locked(tx, call, id)
  const isSame = undo.lines.every(({ id: line, after }) => {
    const now = before.lines.find((one) => one.id === line)?.versions ?? []
    return (
      now.length === after.length && now.every((one, at) => one.id === after[at]!.id && one.endOn === after[at]!.endOn)
    )
  })
  if (before.version !== undo.version || !isSame) throw changedMeanwhile(before.version)
  const lines = undo.lines.map(({ id: line, before: then, after }) => ({ id: line, before: after, after: then }))
  return (await change(tx, call, before, { action: 'contract.undo', terms: undo.terms, lines })).contract
}

async function change(
  tx: Tx,
  call: Call,
  before: Contract,
  { action, terms, lines }: { action: string; terms: Terms; lines: readonly LineChange[] },
): Promise<{ contract: Contract; undo: ContractUndo }> {
  const [id, account] = [before.id as ContractId, before.accountId as AccountId]
  await sql`
    update contracts set version = version + 1, updated_at = ${call.now()}, end_on = ${terms.endOn},
      auto_renews = ${terms.autoRenews}, renewal_months = ${terms.renewalMonths}
    where id = ${id}
  `.execute(tx)
  for (const line of lines) await putVersions(tx, call, { line: line.id, account }, line.before, line.after)
  const priced = lines.filter((line) => line.before !== line.after)
  const then = termsOf(before)
  const told = (side: 'before' | 'after', of: Terms) =>
    priced.length === 0 ? of : { ...of, lines: priced.map((line) => ({ id: line.id, versions: line[side] })) }
  const contract = await wrote(tx, call, {
    account,
    action,
    id,
    before: told('before', then),
    after: told('after', terms),
  })
  return { contract, undo: { version: contract.version, terms: then, lines: priced } }
}

function termsOf({ endOn, autoRenews, renewalMonths: months }: Contract): Terms {
  return { endOn, autoRenews, renewalMonths: months }
}

async function lockedEnding(tx: Tx, call: Call, id: ContractId) {
  const contract = await locked(tx, call, id)
  const { startOn, endOn } = contract as Contract & { startOn: Day; endOn: Day | null }
  if (endOn === null) throw refused([{ field: 'endOn', rule: 'open_ended' }])
  return { ...contract, startOn, endOn }
}
