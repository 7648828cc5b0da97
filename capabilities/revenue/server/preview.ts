import { sql } from 'kysely'
import type { z } from 'zod'
import { addMonths, type Day } from '#kernel/day.ts'
import type { AccountId, ContractId, ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { contractChangeSchema, effectSchema } from '../contract/preview.ts'
import { type Counting, countedOn } from '../core/counted.ts'
import { effectOf } from '../core/effect.ts'
import { accountLedger } from '../core/ledger/ledger.ts'
import type { AccountLines, RevenueLine } from '../core/ledger/line.ts'
import { exchangeRates } from '../core/ledger/rates.ts'
import type { Call } from './call.ts'
import { type Contract, readCounting } from './contractRead.ts'
import { asOfToday, createContract, updateContract } from './contractWrite.ts'
import { readLines } from './ledger/lines.ts'
import { endPause, pauseLine, refundLine } from './lineEvents.ts'
import { addLine, changeLine, endLineOn } from './lineWrite.ts'
import { endContract, renew } from './renew.ts'

type Change = z.output<typeof contractChangeSchema>
type Effect = z.output<typeof effectSchema>

/** How far ahead effects are looked for, months: as far as the ledger is kept. */
const ahead = 120

/** What a change would do to the MRR of its account: it is made, looked at, and taken back before anybody sees it. */
export async function previewChange(tx: Tx, call: Call, change: Change): Promise<Effect> {
  await sql`savepoint preview`.execute(tx)
  const contract = await make(tx, call, change)
  const account = contract.accountId as AccountId
  const after = await linesOf(tx, call, account)
  await sql`rollback to savepoint preview`.execute(tx)
  const before = await linesOf(tx, call, account)
  const counting = await readCounting(tx, asOfToday(call))
  return effect({ before, after, contract }, counting, call.today())
}

async function linesOf(tx: Tx, call: Call, account: AccountId): Promise<AccountLines> {
  const [lines] = await readLines(tx, call.caller.workspaceId, [account])
  return lines!
}

async function make(tx: Tx, call: Call, change: Change): Promise<Contract> {
  switch (change.to) {
    case 'contracts.create':
      return createContract(tx, call, change.accountId as AccountId, change)
    case 'contracts.update':
      return (await updateContract(tx, call, { ...change, id: change.id as ContractId })).contract
    case 'contracts.renew':
      return (await renew(tx, call, change)).contract
    case 'contracts.end':
      return (
        await endContract(
          tx,
          call,
          change.id as ContractId,
          change.on as Day,
          change.reason,
          change.cancelledOn as Day | null | undefined,
        )
      ).contract
    case 'lines.create':
      return addLine(tx, call, change.id as ContractId, change)
    case 'lines.change':
      return (await changeLine(tx, call, change.id as ContractLineId, change)).contract
    case 'lines.end':
      return endLineOn(tx, call, change)
    case 'lines.pause':
      return (await pauseLine(tx, call, change)).contract
    case 'lines.refund':
      return (await refundLine(tx, call, change)).contract
    case 'pauses.end':
      return endPause(tx, call, change)
  }
}

type Compared = { before: AccountLines; after: AccountLines; contract: Contract }

function effect({ before, after, contract }: Compared, { rates, conventions }: Counting, today: Day): Effect {
  const currency = onlyCurrency([...before.lines, ...after.lines]) ?? rates.reporting
  // In the account's own currency no rate is needed; in the workspace's, those that are known.
  const own = currency === rates.reporting ? rates : exchangeRates(currency, [])
  const view = { asOf: addMonths(today, ahead), rates: own, conventions }
  const told = effectOf(accountLedger(before, view).movements, accountLedger(after, view).movements, today)
  const on = told.year?.from ?? today
  const ids = new Set(contract.lines.map(({ id }) => id))
  return {
    currency,
    today: told.today,
    year: told.year && { ...told.year, rows: [...told.year.rows] },
    notCounted: after.lines
      .filter((line) => ids.has(line.id))
      .flatMap((line) => {
        const { reason } = countedOn(line, on, { rates, conventions })
        return reason === null ? [] : [{ lineId: line.id, product: line.product, reason }]
      }),
  }
}

/** The one currency of all lines that may count; null where there are several. */
function onlyCurrency(lines: readonly RevenueLine[]): string | null {
  const currencies = new Set(lines.flatMap(({ archived, currency }) => (archived ? [] : [currency])))
  const [first = null] = currencies
  return currencies.size === 1 ? first : null
}
