import { type RawBuilder, sql } from 'kysely'
import { instantOf } from '#capabilities/revenue/core/billing/moments.ts'
import { contractId } from '../rows.ts'
import { stableId } from '../stableId.ts'
import { type Answer, type Ask, idOf, nothing } from './answer.ts'
import { theCustomer } from './customers.ts'
import { paged, pageOf } from './paging.ts'
import { invoiceShape } from './shapes.ts'

export type InvoiceRow = {
  id: string
  dataSource: string
  customer: string
  externalId: string
  at: Date
  currency: string
  state: string
  disabled: boolean
  raw: unknown
  transactions: object[] | null
  stamp: string
}

const selected = sql`i.id, i.data_source_id as "dataSource", i.customer_id as customer, i.external_id as "externalId",
  i.invoiced_at as at, i.currency, i.state, i.disabled, i.raw, i.invoiced_at::text as stamp, (
    select jsonb_agg(jsonb_build_object('uuid', 'tr_' || t.id, 'external_id', t.external_id, 'type', t.kind, 'result', t.result,
      'date', t.made_at, 'amount_in_cents', t.amount) order by t.made_at, t.id)
    from billing_transactions t where t.workspace_id = i.workspace_id and t.invoice_id = i.id) as transactions`
const ofKey = ({ source }: Ask) => sql`i.workspace_id = ${source.workspaceId} and i.data_source_id in (
  select id from billing_data_sources where workspace_id = ${source.workspaceId} and source_id = ${source.id})`

const iso = (moment: string | null | undefined) => {
  const instant = moment ? instantOf(moment) : null
  return instant === null ? null : new Date(instant).toISOString()
}

/** An invoice as API clients read it: as it came, with the ids that were given to its parts. */
export function shownInvoice(row: InvoiceRow) {
  const read = invoiceShape.safeParse(row.raw)
  const items = read.success ? read.data.line_items : []
  const { line_items: _items, transactions: _transactions, ...rest } = read.success ? read.data : {}
  return {
    ...rest,
    uuid: `inv_${row.id}`,
    customer_uuid: `cus_${row.customer}`,
    data_source_uuid: `ds_${row.dataSource}`,
    external_id: row.externalId,
    date: row.at.toISOString(),
    due_date: read.success ? iso(read.data.due_date) : null,
    currency: row.currency,
    status: row.state,
    disabled: row.disabled,
    line_items: items.map((item, at) => ({
      ...item,
      uuid: `li_${stableId('item', row.id, `${at}`)}`,
      invoice_uuid: `inv_${row.id}`,
      ...(item.type === 'subscription'
        ? {
            subscription_uuid: `sub_${contractId(row.dataSource, item.subscription_external_id)}`,
            service_period_start: iso(item.service_period_start),
            service_period_end: iso(item.service_period_end),
          }
        : {}),
    })),
    transactions: row.transactions ?? [],
  }
}

/** The invoice a request speaks of, which came in by its key. */
export async function theInvoice(ask: Ask, uuid: string | undefined): Promise<InvoiceRow> {
  return oneInvoice(ask, sql`i.id = ${idOf('inv', uuid)}`, uuid)
}

/** One invoice of the key by what tells it apart. */
export async function oneInvoice(ask: Ask, where: RawBuilder<unknown>, what: string | undefined): Promise<InvoiceRow> {
  const { rows } = await sql<InvoiceRow>`
    select ${selected} from billing_invoices i where ${ofKey(ask)} and ${where}
  `.execute(ask.tx)
  if (!rows[0]) throw nothing(what)
  return rows[0]
}

/** Invoices by id, in the order asked for. */
export async function invoicesById(ask: Ask, ids: readonly string[]): Promise<InvoiceRow[]> {
  const { rows } = await sql<InvoiceRow>`
    select ${selected} from billing_invoices i where ${ofKey(ask)} and i.id = any(${ids}::uuid[])
    order by array_position(${ids}::uuid[], i.id)
  `.execute(ask.tx)
  return rows
}

export async function retrieveInvoice(ask: Ask): Promise<Answer> {
  return { body: shownInvoice(await theInvoice(ask, ask.params.uuid)) }
}

async function list(ask: Ask, where: RawBuilder<unknown>, more: object = {}): Promise<Answer> {
  const page = pageOf(ask.query)
  const { rows } = await sql<InvoiceRow>`
    select ${selected} from billing_invoices i where ${ofKey(ask)} and ${where}
      and (${page.from?.id ?? null}::uuid is null
        or (i.invoiced_at, i.id) > (${page.from?.stamp ?? null}::timestamptz, ${page.from?.id ?? null}::uuid))
    order by i.invoiced_at, i.id limit ${page.limit + 1}
  `.execute(ask.tx)
  const { shown, more: next } = paged(rows, page)
  return { body: { ...more, invoices: shown.map(shownInvoice), ...next } }
}

/** Invoices of all customers, by data source, customer or external id where they are asked for. */
export function listInvoices(ask: Ask): Promise<Answer> {
  const { data_source_uuid: dataSource, customer_uuid: customer, external_id: externalId } = ask.query
  const of = dataSource === undefined ? sql`true` : sql`i.data_source_id = ${idOf('ds', dataSource)}`
  const to = customer === undefined ? sql`true` : sql`i.customer_id = ${idOf('cus', customer)}`
  const named = sql`(${externalId ?? null}::text is null or i.external_id = ${externalId ?? null})`
  return list(ask, sql`${of} and ${to} and ${named}`)
}

/** Invoices of one customer. */
export async function listCustomerInvoices(ask: Ask): Promise<Answer> {
  const { id } = await theCustomer(ask, ask.params.uuid)
  return list(ask, sql`i.customer_id = ${id}`, { customer_uuid: `cus_${id}` })
}
