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
}

/** The contracts of a page of accounts whose term ends by a day, none of them archived. */
export async function readEnding(tx: Tx, workspaceId: WorkspaceId, asked: Asked): Promise<EndingContract[]> {
  const { rows } = await sql<EndingContract>`
    select c.id, c.account_id as "accountId", c.currency, c.start_on as "startOn", c.end_on as "endOn",
      c.auto_renews as "autoRenews", c.notice_days as "noticeDays", c.renewal_months as "renewalMonths",
      not exists (select from contract_lines l where l.workspace_id = c.workspace_id and l.contract_id = c.id
        and l.archived_at is null and l.kind = 'recurring') as bare,
      coalesce(p.prices, '[]') as prices
    from contracts c left join lateral (
      select jsonb_agg(jsonb_build_object('startOn', v.start_on, 'endOn', v.end_on, 'amount', v.amount,
        'intervalMonths', v.interval_months, 'intervalUnit', v.interval_unit, 'trial', v.trial,
        'discount', case when v.discount_percent is not null
            then jsonb_build_object('percent', v.discount_percent, 'until', v.discount_until)
          when v.discount_amount is not null
            then jsonb_build_object('amount', v.discount_amount, 'until', v.discount_until) end)) as prices
      from contract_lines l
        join contract_line_versions v on v.workspace_id = l.workspace_id and v.line_id = l.id
      where l.workspace_id = c.workspace_id and l.contract_id = c.id and l.archived_at is null and l.kind = 'recurring'
    ) p on true
    where c.workspace_id = ${workspaceId} and c.account_id = any(${idArray(asked.accounts)}) and c.archived_at is null
      and (c.id = any(${idArray(asked.also)})
        or c.end_on <= ${asked.until}::date and (c.end_on > ${asked.today}::date or c.auto_renews))
  `.execute(tx)
  return rows
}
