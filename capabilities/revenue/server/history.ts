import { sql } from 'kysely'
import type { z } from 'zod'
import { addMonths } from '#kernel/day.ts'
import type { AccountId, ContractId, ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { historyRoutes } from '../contract/history.ts'
import { inMinorUnits } from '../core/fraction.ts'
import { accountLedger } from '../core/ledger/ledger.ts'
import type { Call } from './call.ts'
import { readCounting, theContract } from './contractRead.ts'
import { asOfToday } from './contractWrite.ts'
import { readLines } from './ledger/lines.ts'

type History = z.input<(typeof historyRoutes.history)['~orpc']['outputSchema'] & z.ZodType>

/** How far ahead movements are told, months: as far as the ledger is kept. */
const ahead = 120

/** The versions of a line, the earliest first, each with the movements it caused or will. */
export async function readHistory(tx: Tx, call: Call, lineId: ContractLineId): Promise<History> {
  const { rows } = await sql<{ contract: ContractId; account: AccountId }>`
    select contract_id as contract, account_id as account from contract_lines where id = ${lineId}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  const contract = await theContract(tx, rows[0].contract, asOfToday(call), 'with')
  const line = contract.lines.find(({ id }) => id === lineId)!
  const { rates, conventions } = await readCounting(tx, asOfToday(call))
  const [lines] = await readLines(tx, call.caller.workspaceId, [rows[0].account])
  const { movements } = accountLedger(lines!, { asOf: addMonths(call.today(), ahead), rates, conventions })
  const created = await readCreated(tx, lineId)
  return {
    contractId: contract.id,
    lineId,
    product: line.product,
    plan: line.plan,
    currency: contract.currency,
    reporting: rates.reporting,
    versions: line.versions.map((version) => ({
      ...version,
      createdAt: created.get(version.id)!,
      movements: movements
        .filter((movement) => movement.version === version.id)
        .map(({ on, kind, amount, native }) => ({
          on,
          kind,
          amount: inMinorUnits(amount),
          native: inMinorUnits(native),
        })),
    })),
  }
}

async function readCreated(tx: Tx, lineId: ContractLineId): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select id, created_at as at from contract_line_versions where line_id = ${lineId}
  `.execute(tx)
  return new Map(rows.map(({ id, at }) => [id, at.toISOString()]))
}
