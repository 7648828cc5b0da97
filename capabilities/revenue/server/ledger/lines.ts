import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type {
  AccountLines,
  Discount,
  LineVersion,
  Refund,
  RevenueLine,
} from '#capabilities/revenue/core/ledger/line.ts'
import type { Span } from '#capabilities/revenue/core/versions.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

type VersionRow = Omit<LineVersion, 'interval' | 'discount'> & {
  intervalMonths: number
  intervalUnit: 'day' | 'week' | 'month'
  percent: number | null
  off: number | null
  offUntil: Day | null
}
type Row = Omit<RevenueLine, 'versions' | 'pauses' | 'refunds'> & {
  account: AccountId
  versions: VersionRow[] | null
  pauses: Span[] | null
  refunds: Refund[] | null
}

/** All lines of accounts with everything their MRR follows from, in one query. */
export async function readLines(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<AccountLines[]> {
  const { rows } = await sql<Row>`
    select l.account_id as account, l.id, l.product, l.kind, c.currency, l.cancelled_on as "cancelledOn",
      l.archived_at is not null or c.archived_at is not null as archived,
      case when c.auto_renews is not true then c.end_on end as "coveredUntil", v.versions, p.pauses, r.refunds
    from contract_lines l join contracts c on c.workspace_id = l.workspace_id and c.id = l.contract_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', id, 'startOn', start_on, 'endOn', end_on, 'plan', coalesce(plan, l.plan),
        'amount', amount, 'intervalMonths', interval_months, 'intervalUnit', interval_unit, 'trial', trial,
        'percent', discount_percent, 'off', discount_amount, 'offUntil', discount_until)) as versions
      from contract_line_versions where workspace_id = l.workspace_id and line_id = l.id
    ) v on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('startOn', start_on, 'endOn', end_on)) as pauses
      from contract_line_pauses where workspace_id = l.workspace_id and line_id = l.id
    ) p on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('on', refunded_on, 'amount', amount)) as refunds
      from contract_line_refunds where workspace_id = l.workspace_id and line_id = l.id
    ) r on true
    where l.workspace_id = ${workspaceId} and l.account_id = any(${idArray(accounts)})
    order by l.id
  `.execute(tx)
  const byAccount = Map.groupBy(rows, (row) => row.account)
  return accounts.map((account) => ({ account, lines: (byAccount.get(account) ?? []).map(lineOf) }))
}

function lineOf({ account: _account, versions, pauses, refunds, ...line }: Row): RevenueLine {
  return { ...line, versions: (versions ?? []).map(versionOf), pauses: pauses ?? [], refunds: refunds ?? [] }
}

function versionOf({ intervalMonths, intervalUnit, percent, off, offUntil, ...version }: VersionRow): LineVersion {
  return {
    ...version,
    interval: { unit: intervalUnit, count: intervalMonths },
    discount: discountOf(percent, off, offUntil),
  }
}

function discountOf(percent: number | null, amount: number | null, until: Day | null): Discount | null {
  if (percent !== null) return { percent, until }
  return amount === null ? null : { amount, until }
}
