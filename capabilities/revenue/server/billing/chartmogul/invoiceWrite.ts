import { sql } from 'kysely'
import { z } from 'zod'
import { instantOf } from '#capabilities/revenue/core/billing/moments.ts'
import type { CustomerRow } from '../customer.ts'
import { rederive } from '../invoiced.ts'
import { knownPlans } from '../load.ts'
import { contractId } from '../rows.ts'
import { stableId } from '../stableId.ts'
import { type Answer, type Ask, Refusal, shaped } from './answer.ts'
import { planOf } from './billed.ts'
import { theCustomer } from './customers.ts'
import { theDataSource } from './dataSources.ts'
import { type InvoiceRow, invoicesById, oneInvoice, shownInvoice, theInvoice } from './invoiceRead.ts'
import { invoiceShape, type InvoiceShape } from './shapes.ts'
import { putTransactions } from './transactions.ts'

const at = (moment: string) => new Date(instantOf(moment)!).toISOString()

/** Takes invoices of a customer in, each known again by its external id, and has the contracts follow. */
export async function importInvoices(ask: Ask): Promise<Answer> {
  const customer = await theCustomer(ask, ask.params.uuid)
  const { invoices } = shaped(z.object({ invoices: z.array(invoiceShape).min(1).max(1000) }), ask.body)
  const once = [...new Map(invoices.map((invoice) => [invoice.external_id, invoice])).values()]
  await checkPlans(ask, customer, once)
  const ids = await putInvoices(ask, customer, once)
  await putSubscriptions(ask, customer, once)
  await putTransactions(
    ask,
    once.flatMap(({ external_id: externalId, transactions }) =>
      transactions.map((transaction) => ({ invoice: invoiceId(customer.dataSource, externalId), transaction })),
    ),
  )
  await rederive(ask, customer.dataSource, [customer.id])
  return { status: 201, body: { invoices: (await invoicesById(ask, ids)).map(shownInvoice) } }
}

const invoiceId = (dataSource: string, externalId: string) => stableId('invoice', dataSource, externalId)

/** A line that names a plan nobody told of is a mistake of who sent it. */
async function checkPlans(ask: Ask, customer: CustomerRow, invoices: readonly InvoiceShape[]): Promise<void> {
  const plans = await knownPlans(ask.tx, ask.source.workspaceId, customer.dataSource)
  const wrong = invoices.flatMap((invoice, place) =>
    invoice.line_items.flatMap((item, line) =>
      (item.plan_uuid || item.plan_external_id) && !planOf(item, plans)
        ? [[`invoices.${place}.line_items.${line}.plan_uuid`, 'there is no such plan in this data source']]
        : [],
    ),
  )
  if (wrong.length > 0)
    throw new Refusal(422, 'The request cannot be used; nothing of it was kept.', { errors: Object.fromEntries(wrong) })
}

/** That an id is another customer's already. */
function taken(what: string, ids: readonly string[]): Refusal {
  return new Refusal(422, `${what} of another customer: ${ids.join(', ')}. Nothing of the request was kept.`)
}

async function putInvoices(ask: Ask, customer: CustomerRow, invoices: readonly InvoiceShape[]): Promise<string[]> {
  const rows = invoices.map((raw) => ({
    id: invoiceId(customer.dataSource, raw.external_id),
    external_id: raw.external_id,
    invoiced_at: at(raw.date),
    currency: raw.currency,
    raw,
  }))
  const put = await sql<{ id: string }>`
    insert into billing_invoices as i (workspace_id, id, data_source_id, customer_id, external_id, invoiced_at, currency, raw)
    select ${ask.source.workspaceId}::uuid, id, ${customer.dataSource}::uuid, ${customer.id}::uuid, external_id, invoiced_at,
      currency, raw
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id uuid, external_id text, invoiced_at timestamptz,
      currency text, raw jsonb)
    on conflict (workspace_id, id) do update set invoiced_at = excluded.invoiced_at, currency = excluded.currency,
      raw = excluded.raw
    where i.customer_id = excluded.customer_id
    returning id
  `.execute(ask.tx)
  const kept = new Set(put.rows.map(({ id }) => id))
  const others = rows.filter(({ id }) => !kept.has(id))
  if (others.length > 0)
    throw taken(
      'Invoices',
      others.map((row) => row.external_id),
    )
  return rows.map(({ id }) => id)
}

async function putSubscriptions(ask: Ask, customer: CustomerRow, invoices: readonly InvoiceShape[]): Promise<void> {
  const items = invoices.flatMap(({ line_items: all }) =>
    all.flatMap((item) => (item.type === 'subscription' ? [item] : [])),
  )
  const rows = [...Map.groupBy(items, (item) => item.subscription_external_id)].map(([externalId, all]) => ({
    id: contractId(customer.dataSource, externalId),
    external_id: externalId,
    set_external_id: all.find((item) => item.subscription_set_external_id)?.subscription_set_external_id ?? null,
    cancelled_at: [...new Set(all.flatMap((item) => item.cancelled_at ?? []))],
  }))
  const put = await sql<{ id: string }>`
    insert into billing_subscriptions as s (workspace_id, id, data_source_id, customer_id, external_id, set_external_id, cancelled_at)
    select ${ask.source.workspaceId}::uuid, id, ${customer.dataSource}::uuid, ${customer.id}::uuid, external_id, set_external_id,
      cancelled_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id uuid, external_id text, set_external_id text,
      cancelled_at text[])
    on conflict (workspace_id, id) do update set
      set_external_id = coalesce(excluded.set_external_id, s.set_external_id),
      cancelled_at = array(select distinct unnest(s.cancelled_at || excluded.cancelled_at) order by 1)
    where s.customer_id = excluded.customer_id
    returning id
  `.execute(ask.tx)
  const kept = new Set(put.rows.map(({ id }) => id))
  const others = rows.filter(({ id }) => !kept.has(id))
  if (others.length > 0)
    throw taken(
      'Subscriptions',
      others.map((row) => row.external_id),
    )
}

/** Takes an invoice away: what follows from it goes with it. */
export async function destroyInvoice(ask: Ask): Promise<Answer> {
  const invoice = await theInvoice(ask, ask.params.uuid)
  await sql`
    delete from billing_invoices where workspace_id = ${ask.source.workspaceId} and id = ${invoice.id}
  `.execute(ask.tx)
  await rederive(ask, invoice.dataSource, [invoice.customer])
  return {}
}

/** Says that an invoice was voided or written off: its periods count no more. */
export async function setInvoiceStatus(ask: Ask): Promise<Answer> {
  const { id } = await theDataSource(ask, ask.params.source)
  const { status } = shaped(z.object({ status: z.enum(['voided', 'written_off']) }), ask.body)
  const externalId = ask.params.externalId ?? ''
  const invoice = await oneInvoice(ask, sql`i.data_source_id = ${id} and i.external_id = ${externalId}`, externalId)
  return changed(ask, invoice, sql`state = ${status}`)
}

/** Leaves an invoice out, or takes it in again. */
export async function setInvoiceDisabled(ask: Ask): Promise<Answer> {
  const { disabled } = shaped(z.looseObject({ disabled: z.boolean() }), ask.body)
  return changed(ask, await theInvoice(ask, ask.params.uuid), sql`disabled = ${disabled}`)
}

async function changed(
  ask: Ask,
  { id, dataSource, customer }: InvoiceRow,
  change: ReturnType<typeof sql>,
): Promise<Answer> {
  await sql`
    update billing_invoices set ${change} where workspace_id = ${ask.source.workspaceId} and id = ${id}
  `.execute(ask.tx)
  await rederive(ask, dataSource, [customer])
  return { body: shownInvoice((await invoicesById(ask, [id]))[0]!) }
}
