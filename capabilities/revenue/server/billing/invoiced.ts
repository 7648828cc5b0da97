import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import { contractsOfInvoices } from '#capabilities/revenue/core/billing/invoices.ts'
import { withRefunds } from '#capabilities/revenue/core/billing/refunds.ts'
import { applyDerived } from './apply.ts'
import type { Arrival } from './door.ts'
import { loadInvoiced } from './load.ts'

/** Derives the contracts of customers of a data source anew from all their invoices; nobody else does meanwhile. */
export async function rederive(arrival: Arrival, dataSource: string, customers: readonly string[]): Promise<void> {
  const { tx, source } = arrival
  // A weaker lock than that of new invoices on their customer: those who both sent some would wait for each other for ever.
  await sql`
    select from billing_customers where workspace_id = ${source.workspaceId} and id = any(${customers}::uuid[])
    order by id for no key update
  `.execute(tx)
  await followAccounts(arrival, customers)
  const { rows } = await sql<{ id: string; account: AccountId | null }>`
    select id, account_id as account from billing_customers
    where workspace_id = ${source.workspaceId} and id = any(${customers}::uuid[])
  `.execute(tx)
  const invoiced = await loadInvoiced(tx, source, dataSource, customers)
  const all = rows.flatMap(({ id, account }) => {
    const { items, refunds, cancellations } = invoiced.get(id)!
    if (account === null) return []
    return [{ customer: id, account, derived: withRefunds(contractsOfInvoices(items, cancellations), refunds) }]
  })
  await applyDerived(arrival, dataSource, all)
}

/** Whom an external id names is theirs to say who keep accounts: where it was given to another one, contracts go with it. */
async function followAccounts({ tx, source }: Arrival, customers: readonly string[]): Promise<void> {
  await sql`
    update billing_customers c set account_id = e.account_id from account_external_ids e
    where c.workspace_id = ${source.workspaceId} and c.id = any(${customers}::uuid[]) and e.workspace_id = c.workspace_id
      and e.source = ${source.accountsSource} and e.external_id = c.external_id and c.account_id is distinct from e.account_id
  `.execute(tx)
}
