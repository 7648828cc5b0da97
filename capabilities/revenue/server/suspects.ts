import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Call } from './call.ts'

/**
 * Accounts whose contracts may have something wrong, in the order of their ids: cheaply and rather too many, for the rules
 * themselves to look at. A currency that is not the workspace's, prices of a line that do not follow each other or leave their
 * contract's term, one product in several contracts.
 */
export async function suspectAccounts(
  tx: Tx,
  { caller }: Pick<Call, 'caller'>,
  { after, limit }: { after: AccountId | null; limit: number },
): Promise<AccountId[]> {
  const { workspaceId, workspace } = caller
  const { rows } = await sql<{ id: AccountId }>`
    with held as (
      select l.account_id, l.contract_id, l.id as line_id, l.product, l.kind, c.start_on as term_start,
        case when c.auto_renews is not true then c.end_on end as term_end
      from contract_lines l join contracts c on c.workspace_id = l.workspace_id and c.id = l.contract_id
      where l.workspace_id = ${workspaceId} and l.archived_at is null and c.archived_at is null
        and (${after}::uuid is null or l.account_id > ${after}::uuid)
    ), priced as (
      select h.account_id, v.start_on, v.end_on, h.term_start, h.term_end, max(coalesce(v.end_on, 'infinity')) over (
        partition by v.line_id order by v.start_on, v.id rows between unbounded preceding and 1 preceding
      ) as reach
      from held h join contract_line_versions v on v.workspace_id = ${workspaceId} and v.line_id = h.line_id
    )
    select account_id as id from contracts
    where workspace_id = ${workspaceId} and archived_at is null and (${after}::uuid is null or account_id > ${after}::uuid)
      and (currency <> ${workspace.currency} or end_on <= start_on)
    union
    select account_id from priced
    where reach <> start_on or start_on < term_start or start_on >= term_end or end_on > term_end or end_on <= start_on
    union
    select account_id from held where kind = 'recurring' group by account_id, product having count(distinct contract_id) > 1
    order by id limit ${limit}
  `.execute(tx)
  return rows.map(({ id }) => id)
}
