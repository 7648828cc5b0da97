import { sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { BilledItem } from '#capabilities/revenue/core/billing/charges.ts'
import type { Cancellations } from '#capabilities/revenue/core/billing/invoices.ts'
import type { BilledRefund } from '#capabilities/revenue/core/billing/refunds.ts'
import { dayOfMoment } from '#capabilities/revenue/core/billing/moments.ts'
import { billedItems, invoicedParts, type KnownPlan } from './chartmogul/billed.ts'

type InvoiceRow = { id: string; customer: string; externalId: string; at: Date; currency: string; raw: unknown }
type RefundRow = { transaction: string; invoice: string; at: Date; amount: number | null }
type SubscriptionRow = { customer: string; externalId: string; cancelledAt: string[] }

/** What is known of one customer of an API client: what was invoiced and given back, and which subscriptions were cancelled when. */
export type Invoiced = {
  readonly items: readonly BilledItem[]
  readonly refunds: readonly BilledRefund[]
  readonly cancellations: Cancellations
}

/** All invoices of customers of one data source that still hold, with their refunds and cancellations, in four queries. */
export async function loadInvoiced(
  tx: Tx,
  of: { workspaceId: WorkspaceId; timeZone: string },
  dataSource: string,
  customers: readonly string[],
): Promise<Map<string, Invoiced>> {
  const { workspaceId, timeZone } = of
  const invoices = await sql<InvoiceRow>`
    select id, customer_id as customer, external_id as "externalId", invoiced_at as at, currency, raw
    from billing_invoices where workspace_id = ${workspaceId} and customer_id = any(${customers}::uuid[])
      and state not in ('voided', 'written_off') and not disabled
  `.execute(tx)
  const refunds = await sql<RefundRow>`
    select id as transaction, invoice_id as invoice, made_at as at, amount from billing_transactions
    where workspace_id = ${workspaceId} and invoice_id = any(${invoices.rows.map(({ id }) => id)}::uuid[])
      and kind = 'refund' and result = 'successful' order by made_at, id
  `.execute(tx)
  const subscriptions = await sql<SubscriptionRow>`
    select customer_id as customer, external_id as "externalId", cancelled_at as "cancelledAt"
    from billing_subscriptions where workspace_id = ${workspaceId} and customer_id = any(${customers}::uuid[])
  `.execute(tx)
  const plans = await knownPlans(tx, workspaceId, dataSource)
  const billed = Map.groupBy(invoices.rows, ({ customer }) => customer)
  const givenBack = Map.groupBy(refunds.rows, ({ invoice }) => invoice)
  const subscribed = Map.groupBy(subscriptions.rows, ({ customer }) => customer)
  const daysOf = (moments: readonly string[]) => moments.flatMap((moment) => dayOfMoment(moment, timeZone) ?? [])
  return new Map(
    customers.map((customer) => [
      customer,
      {
        items: (billed.get(customer) ?? []).flatMap((row) => billedItems(row, plans, timeZone)),
        refunds: (billed.get(customer) ?? []).flatMap(({ id, raw }) =>
          (givenBack.get(id) ?? []).map(({ transaction, at, amount }) => ({
            transaction,
            on: dayOf(at.getTime(), timeZone),
            amount,
            parts: invoicedParts(raw, timeZone),
          })),
        ),
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
