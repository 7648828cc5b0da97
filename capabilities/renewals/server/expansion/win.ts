import type { z } from 'zod'
import { arrOn } from '#capabilities/revenue/core/recurring.ts'
import {
  addLine,
  asOfToday,
  changeLine,
  type Contract,
  readContracts,
  removeVersion,
  setLineArchived,
  type Version,
} from '#capabilities/revenue/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { ContractId, ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { expansionRoutes, OpportunityPageAnswer } from '#capabilities/renewals/contract/expansion.ts'
import type { Call } from '../call.ts'
import type { SaleUndo } from './read.ts'
import { lockOpportunity, readBefore, refuse, type Seen, writeOpportunity } from './write.ts'

type Asked = z.output<NonNullable<(typeof expansionRoutes.win)['~orpc']['inputSchema']>>
type Sold = Asked['sold']

/** Closes an opportunity as won: the contract gets what was sold, and the ledger tells it as upsell or cross-sell. */
export async function winOpportunity(tx: Tx, call: Call, { sold, ...seen }: Asked): Promise<OpportunityPageAnswer> {
  const row = await lockOpportunity(tx, call, seen, 'open')
  const contracts = await readContracts(tx, row.account_id, asOfToday(call), 'without')
  const sale = await write(tx, call, sold, contracts)
  const isKnown = sale.currency === row.currency && sale.arr !== null && sale.arr >= 0
  return writeOpportunity(tx, call, row, 'expansion.win', {
    stage: 'won',
    amount: isKnown ? sale.arr : row.amount,
    closed_on: call.today(),
    closed_by: call.caller.personId,
    contract_id: sale.contractId,
    reverts: sale.undo,
  })
}

/** Where it was sold, the ARR that came with it, and how the contract gets back to what it was. */
type Sale = { contractId: ContractId | null; currency: string | null; arr: number | null; undo: SaleUndo | null }

async function write(tx: Tx, call: Call, sold: Sold, contracts: readonly Contract[]): Promise<Sale> {
  const asked = sold.as === 'change' ? sold.lineId : sold.contractId
  const contract = contracts.find((one) =>
    sold.as === 'change' ? one.lines.some((line) => line.id === asked) : one.id === asked,
  )
  if (asked !== null && !contract) throw refuse('sold', 'unknown_contract', asked)
  if (!contract || sold.as === 'elsewhere')
    return { contractId: (asked as ContractId | null) ?? null, currency: null, arr: null, undo: null }
  const of = { contractId: contract.id as ContractId, currency: contract.currency }
  const price = { startOn: sold.from, quantity: sold.quantity, amount: sold.amount, discount: null, trial: false }
  if (sold.as === 'line') {
    const { product, plan, intervalMonths } = sold
    const known = new Set(contract.lines.map(({ id }) => id))
    const line = { product, plan, kind: 'recurring' as const }
    const after = await addLine(tx, call, of.contractId, {
      ...line,
      price: { ...price, plan: null, endOn: null, intervalMonths, intervalUnit: 'month' },
    })
    const added = after.lines.find(({ id }) => !known.has(id))!
    return { ...of, arr: arrOf(added, sold.from), undo: { lineId: added.id } }
  }
  const before = contract.lines.find(({ id }) => id === sold.lineId)!
  const held = before.versions.findLast(({ startOn }) => startOn <= sold.from) ?? before.versions[0]
  if (!held) throw refuse('sold', 'unknown_contract', sold.lineId)
  const { plan, intervalMonths, intervalUnit, discount } = held
  const changed = await changeLine(tx, call, before.id as ContractLineId, {
    ...price,
    plan,
    intervalMonths,
    intervalUnit,
    discount,
  })
  const after = changed.contract.lines.find(({ id }) => id === before.id)!
  const arr = arrOf(after, sold.from) - arrOf(before, sold.from)
  return { ...of, arr, undo: { versionId: changed.versionId } }
}

const arrOf = (line: Contract['lines'][number], on: string) => arrOn(line.versions as Version[], on as Day)

/** Takes a closing back, with what it did to the contract: the opportunity is as it was before. */
export async function reopenOpportunity(tx: Tx, call: Call, seen: Seen): Promise<OpportunityPageAnswer> {
  const row = await lockOpportunity(tx, call, seen, 'closed')
  const before = await readBefore(tx, call, seen, ['expansion.win', 'expansion.lose'])
  if (row.reverts) await revert(tx, call, row.reverts)
  return writeOpportunity(tx, call, row, 'expansion.reopen', { ...before, closed_by: null, reverts: null })
}

const revert = (tx: Tx, call: Call, undo: SaleUndo) =>
  'versionId' in undo
    ? removeVersion(tx, call, undo.versionId)
    : setLineArchived(tx, call, undo.lineId as ContractLineId, true)
