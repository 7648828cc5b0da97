import { type RawBuilder, sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Call } from './call.ts'

/** Accounts whose contracts are gone through at a time: the first page of a list is there soon, and a sound workspace is gone through in a few steps. */
const goneThrough = 20_000

/** Accounts to look at, and how far all were gone through; null: to the end. */
export type Suspects = { readonly accounts: AccountId[]; readonly until: AccountId | null }

/**
 * Accounts whose contracts may have something wrong, in the order of their ids, of the next some thousand: cheaply and rather too
 * many, for the rules themselves to look at. A currency that is not the workspace's, prices of a line that do not follow each
 * other or leave their contract's term, one product in several contracts.
 */
export async function suspectAccounts(
  tx: Tx,
  { caller }: Pick<Call, 'caller'>,
  after: AccountId | null,
): Promise<Suspects> {
  const { workspaceId, workspace } = caller
  const bound = await sql<{ id: AccountId }>`
    select id from accounts where workspace_id = ${workspaceId} and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit 1 offset ${goneThrough - 1}
  `.execute(tx)
  const until = bound.rows[0]?.id ?? null
  const among = (account: RawBuilder<unknown>) => sql`(${after}::uuid is null or ${account} > ${after}::uuid)
    and (${until}::uuid is null or ${account} <= ${until}::uuid)`
  const { rows } = await sql<{ id: AccountId }>`
    with held as (
      select l.account_id, l.contract_id, l.id as line_id, l.product, l.kind, c.start_on as term_start,
        case when c.auto_renews is not true then c.end_on end as term_end
      from contract_lines l join contracts c on c.workspace_id = l.workspace_id and c.id = l.contract_id
      where l.workspace_id = ${workspaceId} and l.archived_at is null and c.archived_at is null
        and ${among(sql`l.account_id`)}
    ), priced as (
      select h.account_id, v.start_on, v.end_on, h.term_start, h.term_end, max(coalesce(v.end_on, 'infinity')) over (
        partition by v.line_id order by v.start_on, v.id rows between unbounded preceding and 1 preceding
      ) as reach
      from held h join contract_line_versions v on v.workspace_id = ${workspaceId} and v.line_id = h.line_id
    )
    select account_id as id from contracts
    where workspace_id = ${workspaceId} and archived_at is null and ${among(sql`account_id`)}
      and (currency <> ${workspace.currency} or end_on <= start_on)
    union
    select account_id from priced
    where reach <> start_on or start_on < term_start or start_on >= term_end or end_on > term_end or end_on <= start_on
    union
    select account_id from held where kind = 'recurring' group by account_id, product having count(distinct contract_id) > 1
    order by id
  `.execute(tx)
  return { accounts: rows.map(({ id }) => id), until }
}
