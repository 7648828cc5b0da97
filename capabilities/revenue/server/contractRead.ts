import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { contractSchema } from '../contract.ts'
import { amountOver, lineRate, type PricedLine } from '../core/mrr.ts'
import { noticeBy, renewalOn, type Terms, termState } from '../core/term.ts'

export type Contract = z.infer<typeof contractSchema>
export type Line = Contract['lines'][number]
export type Version = Line['versions'][number] & { startOn: Day; endOn: Day | null }

/** On which day and in which currency a contract is looked at. */
export type AsOf = { on: Day; currency: string }

type ContractRow = Terms &
  Pick<Contract, 'id' | 'accountId' | 'version' | 'externalId' | 'name' | 'currency'> & {
    archivedAt: Date | null
    updatedAt: Date
  }
type LineRow = Pick<Line, 'id' | 'externalId' | 'product' | 'plan' | 'kind'> & {
  contractId: string
  archivedAt: Date | null
  versions: Version[]
}

/** The contracts of an account, the latest first, each line with what it counts for. */
export function readContracts(
  tx: Tx,
  account: AccountId,
  asOf: AsOf,
  archived: 'with' | 'without',
): Promise<Contract[]> {
  const shown = archived === 'with' ? sql`true` : sql`archived_at is null`
  return read(tx, sql`account_id = ${account} and ${shown}`, asOf, archived)
}

/** One contract, archived or not, or the answer that it is not there. */
export async function theContract(tx: Tx, id: ContractId, asOf: AsOf): Promise<Contract> {
  const [contract] = await read(tx, sql`id = ${id}`, asOf, 'without')
  if (!contract) throw notFound()
  return contract
}

async function read(tx: Tx, where: RawBuilder<unknown>, asOf: AsOf, archived: 'with' | 'without'): Promise<Contract[]> {
  const { rows } = await sql<ContractRow>`
    select id, account_id as "accountId", version, external_id as "externalId", name, currency, start_on as "startOn",
      end_on as "endOn", auto_renews as "autoRenews", notice_days as "noticeDays", renewal_months as "renewalMonths",
      archived_at as "archivedAt", updated_at as "updatedAt"
    from contracts where ${where} order by archived_at nulls first, start_on desc, id
  `.execute(tx)
  const lines = Map.groupBy(
    await readLines(
      tx,
      rows.map((row) => row.id),
      archived,
    ),
    (line) => line.contractId,
  )
  return rows.map((row) => presentContract(row, lines.get(row.id) ?? [], asOf))
}

async function readLines(tx: Tx, contracts: readonly string[], archived: 'with' | 'without'): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.contract_id as "contractId", l.external_id as "externalId", l.product, l.plan, l.kind,
      l.archived_at as "archivedAt", coalesce(v.versions, '[]') as versions
    from contract_lines l left join lateral (
      select jsonb_agg(jsonb_build_object('id', id, 'startOn', start_on, 'endOn', end_on, 'plan', plan, 'quantity', quantity,
        'amount', amount, 'intervalMonths', interval_months, 'trial', trial) order by start_on) as versions
      from contract_line_versions where workspace_id = l.workspace_id and line_id = l.id
    ) v on true
    where l.contract_id = any(${contracts}::uuid[]) and (${archived === 'with'} or l.archived_at is null)
    order by l.kind = 'one_time', l.created_at, l.product, l.id
  `.execute(tx)
  return rows
}

function presentContract(row: ContractRow, lines: readonly LineRow[], asOf: AsOf): Contract {
  const shown = { ...row, archivedAt: row.archivedAt?.toISOString() ?? null }
  return {
    ...shown,
    state: termState(row, asOf.on),
    renewalOn: renewalOn(row, asOf.on),
    noticeBy: noticeBy(row, asOf.on),
    lines: lines.map((line) => presentLine(shown, line, asOf)),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function presentLine(contract: Covering, { contractId: _contract, ...row }: LineRow, { on, currency }: AsOf): Line {
  const line = { ...row, archivedAt: row.archivedAt?.toISOString() ?? null }
  const counted = lineRate(pricedLine(contract, line), on, currency)
  return {
    ...line,
    mrr: counted.rate && amountOver(counted.rate, 1),
    notCounted: counted.reason,
  }
}

type Covering = Pick<Contract, 'currency' | 'archivedAt' | 'autoRenews' | 'endOn'>

/** A line as its MRR is told from it: a contract that renews by itself covers it without end. */
function pricedLine(contract: Covering, line: Pick<Line, 'kind' | 'archivedAt' | 'versions'>): PricedLine {
  return {
    kind: line.kind,
    currency: contract.currency,
    archived: line.archivedAt !== null || contract.archivedAt !== null,
    coveredUntil: contract.autoRenews === true ? null : (contract.endOn as Day | null),
    versions: line.versions as Version[],
  }
}

/** All lines of contracts, as MRR is told from them. */
export function pricedLines(contracts: readonly Contract[]): PricedLine[] {
  return contracts.flatMap((contract) => contract.lines.map((line) => pricedLine(contract, line)))
}
