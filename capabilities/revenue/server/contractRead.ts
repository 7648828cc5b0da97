import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { contractSchema } from '../contract/schemas.ts'
import { type Counting, countedOn } from '../core/counted.ts'
import { inMinorUnits } from '../core/fraction.ts'
import type { Discount, RevenueLine } from '../core/ledger/line.ts'
import { exchangeRates } from '../core/ledger/rates.ts'
import { type PaymentColumns, paymentTermsOf } from '../core/paymentTerms.ts'
import { noticeBy, renewalOn, type Terms, termState } from '../core/term.ts'
import type { Span } from '../core/versions.ts'
import { readConventions } from './ledger/conventions.ts'
import { readRates } from './ledger/rates.ts'

export type Contract = z.infer<typeof contractSchema>
export type Line = Contract['lines'][number]
/** A version of a line with its days as days. */
export type Version = Omit<Line['versions'][number], 'discount'> & LinePrice
type LinePrice = { startOn: Day; endOn: Day | null; discount: Discount | null }

/** On which day a contract is looked at, in which workspace, and in which currency that counts. */
export type AsOf = { on: Day; currency: string; workspaceId: WorkspaceId }

type ContractRow = Terms &
  PaymentColumns &
  Pick<Contract, 'id' | 'accountId' | 'version' | 'externalId' | 'name' | 'currency' | 'endReason'> & {
    archivedAt: Date | null
    updatedAt: Date
  }
type LineRow = Pick<Line, 'id' | 'externalId' | 'product' | 'plan' | 'kind' | 'cancelledOn' | 'pauses' | 'refunds'> & {
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

/** One contract, archived or not, or the answer that it is not there; without the lines in the archive, unless asked for. */
export async function theContract(
  tx: Tx,
  id: ContractId,
  asOf: AsOf,
  archivedLines: 'with' | 'without' = 'without',
): Promise<Contract> {
  const [contract] = await read(tx, sql`id = ${id}`, asOf, archivedLines)
  if (!contract) throw notFound()
  return contract
}

async function read(tx: Tx, where: RawBuilder<unknown>, asOf: AsOf, archived: 'with' | 'without'): Promise<Contract[]> {
  const { rows } = await sql<ContractRow>`
    select id, account_id as "accountId", version, external_id as "externalId", name, currency, start_on as "startOn",
      end_on as "endOn", auto_renews as "autoRenews", notice_days as "noticeDays", renewal_months as "renewalMonths",
      payment_net_days, payment_month_ends, payment_text, end_reason as "endReason", archived_at as "archivedAt", updated_at as "updatedAt"
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
  const counting = await readCounting(tx, asOf)
  return rows.map((row) => presentContract(row, lines.get(row.id) ?? [], asOf.on, counting))
}

/** How a workspace counts: its currency, its rates, its conventions. */
export async function readCounting(tx: Tx, { workspaceId, currency }: Omit<AsOf, 'on'>): Promise<Counting> {
  const { conventions } = await readConventions(tx, workspaceId)
  return { conventions, rates: exchangeRates(currency, await readRates(tx, workspaceId)) }
}

async function readLines(tx: Tx, contracts: readonly string[], archived: 'with' | 'without'): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.contract_id as "contractId", l.external_id as "externalId", l.product, l.plan, l.kind,
      l.cancelled_on as "cancelledOn", l.archived_at as "archivedAt", coalesce(v.versions, '[]') as versions,
      coalesce(p.pauses, '[]') as pauses, coalesce(r.refunds, '[]') as refunds
    from contract_lines l left join lateral (
      select jsonb_agg(jsonb_build_object('id', id, 'startOn', start_on, 'endOn', end_on, 'plan', plan, 'quantity', quantity,
        'amount', amount, 'intervalMonths', interval_months, 'intervalUnit', interval_unit, 'trial', trial,
        'discount', case when discount_percent is not null
            then jsonb_build_object('percent', discount_percent, 'until', discount_until)
          when discount_amount is not null then jsonb_build_object('amount', discount_amount, 'until', discount_until) end
      ) order by start_on) as versions
      from contract_line_versions where workspace_id = l.workspace_id and line_id = l.id
    ) v on true left join lateral (
      select jsonb_agg(jsonb_build_object('id', id, 'startOn', start_on, 'endOn', end_on) order by start_on) as pauses
      from contract_line_pauses where workspace_id = l.workspace_id and line_id = l.id
    ) p on true left join lateral (
      select jsonb_agg(jsonb_build_object('id', id, 'on', refunded_on, 'amount', amount) order by refunded_on, id) as refunds
      from contract_line_refunds where workspace_id = l.workspace_id and line_id = l.id
    ) r on true
    where l.contract_id = any(${contracts}::uuid[]) and (${archived === 'with'} or l.archived_at is null)
    order by l.kind = 'one_time', l.created_at, l.product, l.id
  `.execute(tx)
  return rows
}

function presentContract(
  { payment_net_days, payment_month_ends, payment_text, ...row }: ContractRow,
  lines: readonly LineRow[],
  on: Day,
  counting: Counting,
): Contract {
  const paymentTerms = paymentTermsOf({ payment_net_days, payment_month_ends, payment_text })
  const shown = { ...row, paymentTerms, archivedAt: row.archivedAt?.toISOString() ?? null }
  return {
    ...shown,
    state: termState(row, on),
    renewalOn: renewalOn(row, on),
    noticeBy: noticeBy(row, on),
    lines: lines.map((line) => presentLine(shown, line, on, counting)),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function presentLine(
  contract: Covering,
  { contractId: _contract, ...row }: LineRow,
  on: Day,
  counting: Counting,
): Line {
  const line = { ...row, archivedAt: row.archivedAt?.toISOString() ?? null }
  const { mrr, worth, reason } = countedOn(revenueLine(contract, line), on, counting)
  return { ...line, mrr, worth: worth === null ? null : inMinorUnits(worth), notCounted: reason }
}

type Pause = Line['pauses'][number] & Span
type Refund = Line['refunds'][number] & { on: Day }
type Covering = Pick<Contract, 'currency' | 'archivedAt' | 'autoRenews' | 'endOn'>

/** A line as its MRR is told from it: a contract that renews by itself covers it without end. */
function revenueLine(contract: Covering, line: Omit<Line, 'mrr' | 'worth' | 'notCounted'>): RevenueLine {
  return {
    id: line.id,
    product: line.product,
    kind: line.kind,
    currency: contract.currency,
    archived: line.archivedAt !== null || contract.archivedAt !== null,
    coveredUntil: contract.autoRenews === true ? null : (contract.endOn as Day | null),
    cancelledOn: line.cancelledOn as Day | null,
    pauses: line.pauses as Pause[],
    refunds: line.refunds as Refund[],
    versions: (line.versions as Version[]).map(({ intervalMonths, intervalUnit, ...version }) => ({
      ...version,
      plan: version.plan ?? line.plan,
      interval: { unit: intervalUnit, count: intervalMonths },
    })),
  }
}

/** All lines of contracts, as MRR is told from them. */
export function revenueLines(contracts: readonly Contract[]): RevenueLine[] {
  return contracts.flatMap((contract) => contract.lines.map((line) => revenueLine(contract, line)))
}
