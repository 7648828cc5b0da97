import { sql } from 'kysely'
import { putCustomer } from '../customer.ts'
import type { Arrival } from '../door.ts'
import { countUnused, received } from '../known.ts'
import { stableId } from '../stableId.ts'
import { rederiveStripe } from './derive.ts'
import { customerShape, type EventShape, idIn, invoiceShape, subscriptionShape } from './shapes.ts'

/** What an invoice has become by an event; what is voided stays so, whichever event came first. */
const invoiceStates: Record<string, 'open' | 'paid' | 'voided'> = {
  'invoice.finalized': 'open',
  'invoice.paid': 'paid',
  'invoice.voided': 'voided',
}

/** Takes an event in: once, in whatever order events come. One of a kind that is of no use is counted. */
export async function takeEvent(arrival: Arrival, event: EventShape): Promise<void> {
  const { tx, source, now } = arrival
  const customer = customerOf(event)
  if (customer === null) return countUnused(tx, source, 'unknown_event', event.type, now())
  if (!(await keep(arrival, event, customer.id))) return
  await received(tx, source, now())
  const named = (await newestOf(arrival, event, customer)) ? customer : { id: customer.id }
  const known = await putCustomer(arrival, source.id, { external_id: customer.id, ...named })
  if (event.type in invoiceStates) return putInvoice(arrival, event, known.id)
  await rederiveStripe(arrival, source.id, known)
}

type Named = { id: string; name?: string | null | undefined; email?: string | null | undefined }

/** Whom an event is about; null: it is of no use here, or not as it should be. */
function customerOf({ type, data: { object } }: EventShape): Named | null {
  if (/^customer\.(created|updated)$/.test(type)) {
    const read = customerShape.safeParse(object)
    return read.success ? { id: read.data.id, name: read.data.name, email: read.data.email } : null
  }
  if (/^customer\.subscription\.(created|updated|deleted|paused|resumed)$/.test(type)) {
    const read = subscriptionShape.safeParse(object)
    return read.success ? { id: idIn(read.data.customer) } : null
  }
  if (/^customer\.discount\.(created|updated|deleted)$/.test(type))
    return typeof object['customer'] === 'string' ? { id: object['customer'] } : null
  if (!(type in invoiceStates)) return null
  const read = invoiceShape.safeParse(object)
  if (!read.success) return null
  return { id: idIn(read.data.customer), name: read.data.customer_name, email: read.data.customer_email }
}

/** Keeps an event as it came; false: it was here before. */
async function keep({ tx, source }: Arrival, event: EventShape, customer: string): Promise<boolean> {
  const { rows } = await sql`
    insert into billing_events (workspace_id, id, source_id, external_id, kind, subject, customer, happened_at, raw)
    values (${source.workspaceId}, ${stableId('event', source.id, event.id)}, ${source.id}, ${event.id}, ${event.type},
      ${event.data.object.id ?? event.id}, ${customer}, ${new Date(event.created * 1000)}, ${JSON.stringify(event)}::jsonb)
    on conflict do nothing returning id
  `.execute(tx)
  return rows.length > 0
}

/** Whether an event tells a customer's name, and no later one of the customer did so already. */
async function newestOf({ tx, source }: Arrival, event: EventShape, customer: Named): Promise<boolean> {
  if (!customer.name && !customer.email) return false
  const { rows } = await sql`
    select from billing_events where workspace_id = ${source.workspaceId} and source_id = ${source.id}
      and customer = ${customer.id} and kind in ('customer.created', 'customer.updated')
      and happened_at > ${new Date(event.created * 1000)} limit 1
  `.execute(tx)
  return rows.length === 0
}

async function putInvoice({ tx, source }: Arrival, event: EventShape, customer: string): Promise<void> {
  const invoice = invoiceShape.parse(event.data.object)
  await sql`
    insert into billing_invoices as i (workspace_id, id, data_source_id, customer_id, external_id, invoiced_at, currency, state, raw)
    values (${source.workspaceId}, ${stableId('invoice', source.id, invoice.id)}, ${source.id}, ${customer}, ${invoice.id},
      ${new Date(invoice.created * 1000)}, ${invoice.currency.toUpperCase()}, ${invoiceStates[event.type]!},
      ${JSON.stringify(invoice)}::jsonb)
    on conflict (workspace_id, id) do update set
      state = case when 'voided' in (i.state, excluded.state) then 'voided' when 'paid' in (i.state, excluded.state) then 'paid' else 'open' end
  `.execute(tx)
}
