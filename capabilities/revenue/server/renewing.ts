import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Price } from '../core/mrr.ts'
import type { Terms } from '../core/term.ts'

/** A contract whose end may be near, with the prices of its recurring lines. `bare`: no recurring line was written down. */
export type EndingContract = Terms & {
  id: ContractId
  accountId: AccountId
  currency: string
  bare: boolean
  prices: readonly Price[]
}

type Asked = {
  accounts: readonly AccountId[]
  today: Day
  /** Ends after this day are far away; those of contracts that renew by themselves are told however long ago they were. */
  until: Day
  /** Contracts that are told wherever they end, unless they are archived. */
  also: readonly ContractId[]
  /** Contracts that are not told again, wherever they end. */
  except: readonly ContractId[]
}

/** A contract beside one of its prices; those without any come once. */
type Row = Omit<EndingContract, 'bare' | 'prices'> & { lineId: string | null } & (PriceRow | { amount: null })
type PriceRow = Omit<Price, 'startOn' | 'endOn' | 'discount'> & {
  from: Day
  until: Day | null
  percent: number | null
  off: number | null
  offUntil: Day | null
}

/** The contracts of a page of accounts whose term ends by a day, none of them archived. */
export async function readEnding(tx: Tx, workspaceId: WorkspaceId, asked: Asked): Promise<EndingContract[]> {
  const { rows } = await sql<Row>`
    select c.id, c.account_id as "accountId", c.currency, c.start_on as "startOn", c.end_on as "endOn",
      c.auto_renews as "autoRenews", c.notice_days as "noticeDays", c.renewal_months as "renewalMonths", l.id as "lineId",
      v.start_on as "from", v.end_on as "until", v.amount, v.interval_months as "intervalMonths",
      v.interval_unit as "intervalUnit", v.trial, v.discount_percent as percent, v.discount_amount as off,
      v.discount_until as "offUntil"
    from contracts c
      left join contract_lines l on l.workspace_id = c.workspace_id and l.contract_id = c.id
        and l.archived_at is null and l.kind = 'recurring'
      left join contract_line_versions v on v.workspace_id = l.workspace_id and v.line_id = l.id
    where c.workspace_id = ${workspaceId} and c.account_id = any(${idArray(asked.accounts)}) and c.archived_at is null
      and c.id <> all(${idArray(asked.except)})
      and (c.id = any(${idArray(asked.also)})
        or c.end_on <= ${asked.until}::date and (c.end_on > ${asked.today}::date or c.auto_renews))
    order by c.id
  `.execute(tx)
  const contracts: (EndingContract & { prices: Price[] })[] = []
  for (const row of rows) {
    if (contracts.at(-1)?.id !== row.id) contracts.push(contractOf(row))
    if (row.amount !== null) contracts.at(-1)!.prices.push(priceOf(row))
  }
  return contracts
}

const contractOf = (row: Row): EndingContract & { prices: Price[] } => ({
  id: row.id,
  accountId: row.accountId,
  currency: row.currency,
  startOn: row.startOn,
  endOn: row.endOn,
  autoRenews: row.autoRenews,
  noticeDays: row.noticeDays,
  renewalMonths: row.renewalMonths,
  bare: row.lineId === null,
  prices: [],
})

const priceOf = (row: PriceRow): Price => ({
  startOn: row.from,
  endOn: row.until,
  amount: row.amount,
  intervalMonths: row.intervalMonths,
  intervalUnit: row.intervalUnit,
  trial: row.trial,
  discount: discountOf(row),
})

function discountOf({ percent, off, offUntil }: PriceRow): Price['discount'] {
  if (percent !== null) return { percent, until: offUntil }
  return off === null ? null : { amount: off, until: offUntil }
}
