import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { BilledItem } from '#capabilities/revenue/core/billing/charges.ts'
import type { Cancellations } from '#capabilities/revenue/core/billing/invoices.ts'
import { dayOfMoment } from '#capabilities/revenue/core/billing/moments.ts'
import { billedItems, type KnownPlan } from './chartmogul/billed.ts'

type InvoiceRow = { customer: string; externalId: string; at: Date; currency: string; raw: unknown }
type SubscriptionRow = { customer: string; externalId: string; cancelledAt: string[] }

/** What is known of one customer of an API client: what was invoiced, and which subscriptions were cancelled when. */
export type Invoiced = { readonly items: readonly BilledItem[]; readonly cancellations: Cancellations }

/** All invoices of customers of one data source that still hold, with their cancellations, in three queries. */
export async function loadInvoiced(
  tx: Tx,
  of: { workspaceId: WorkspaceId; timeZone: string },
  dataSource: string,
  customers: readonly string[],
): Promise<Map<string, Invoiced>> {
  const { workspaceId, timeZone } = of
  const invoices = await sql<InvoiceRow>`
    select customer_id as customer, external_id as "externalId", invoiced_at as at, currency, raw
    from billing_invoices where workspace_id = ${workspaceId} and customer_id = any(${customers}::uuid[])
      and state not in ('voided', 'written_off') and not disabled
  `.execute(tx)
  const subscriptions = await sql<SubscriptionRow>`
    select customer_id as customer, external_id as "externalId", cancelled_at as "cancelledAt"
    from billing_subscriptions where workspace_id = ${workspaceId} and customer_id = any(${customers}::uuid[])
  `.execute(tx)
  const plans = await knownPlans(tx, workspaceId, dataSource)
  const billed = Map.groupBy(invoices.rows, ({ customer }) => customer)
  const subscribed = Map.groupBy(subscriptions.rows, ({ customer }) => customer)
  const daysOf = (moments: readonly string[]) => moments.flatMap((moment) => dayOfMoment(moment, timeZone) ?? [])
  return new Map(
    customers.map((customer) => [
      customer,
      {
        items: (billed.get(customer) ?? []).flatMap((row) => billedItems(row, plans, timeZone)),
        cancellations: new Map(
          (subscribed.get(customer) ?? []).map((row) => [row.externalId, daysOf(row.cancelledAt)]),
        ),
      },
    ]),
  )
}

/** The plans of a data source, by both names under which invoices speak of them. */
export async function knownPlans(
  tx: Tx,
  workspaceId: WorkspaceId,
  dataSource: string,
): Promise<Map<string, KnownPlan>> {
  const { rows } = await sql<KnownPlan>`
    select id, external_id as "externalId", name, interval_unit as unit, interval_count as count
    from billing_plans where workspace_id = ${workspaceId} and data_source_id = ${dataSource}
  `.execute(tx)
  return new Map(
    rows.flatMap((plan) => [
      [`pl_${plan.id}`, plan],
      [`external ${plan.externalId}`, plan],
    ]),
  )
}
