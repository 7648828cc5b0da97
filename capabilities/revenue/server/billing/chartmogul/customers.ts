import { type RawBuilder, sql } from 'kysely'
import type { Arrival } from '../door.ts'
import { customerColumns, type CustomerRow, putCustomer } from '../customer.ts'
import { type Answer, type Ask, idOf, nothing, shaped } from './answer.ts'
import { theDataSource } from './dataSources.ts'
import { paged, pageOf } from './paging.ts'
import { customerShape } from './shapes.ts'

const ofKey = ({ source }: Arrival) => sql`c.workspace_id = ${source.workspaceId} and c.data_source_id in (
  select id from billing_data_sources where workspace_id = ${source.workspaceId} and source_id = ${source.id})`

const shown = ({ id, dataSource, externalId, raw }: CustomerRow) => ({
  ...raw,
  uuid: `cus_${id}`,
  external_id: externalId,
  external_ids: [externalId],
  data_source_uuid: `ds_${dataSource}`,
  data_source_uuids: [`ds_${dataSource}`],
})

/** The customer a request speaks of, which came in by its key. */
export async function theCustomer(ask: Ask, uuid: string | undefined): Promise<CustomerRow> {
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from billing_customers c where ${ofKey(ask)} and c.id = ${idOf('cus', uuid)}
  `.execute(ask.tx)
  if (!rows[0]) throw nothing(uuid)
  return rows[0]
}

export async function retrieveCustomer(ask: Ask): Promise<Answer> {
  return { body: shown(await theCustomer(ask, ask.params.uuid)) }
}

async function list(ask: Ask, where: RawBuilder<unknown>): Promise<Answer> {
  const page = pageOf(ask.query)
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from billing_customers c where ${ofKey(ask)} and ${where}
      and (${page.from?.id ?? null}::uuid is null
        or (c.created_at, c.id) > (${page.from?.stamp ?? null}::timestamptz, ${page.from?.id ?? null}::uuid))
    order by c.created_at, c.id limit ${page.limit + 1}
  `.execute(ask.tx)
  const { shown: entries, more } = paged(rows, page)
  return { body: { entries: entries.map(shown), ...more } }
}

/** Customers in the order in which they came, by data source or external id where they are asked for. */
export function listCustomers(ask: Ask): Promise<Answer> {
  const { data_source_uuid: dataSource, external_id: externalId } = ask.query
  const of = dataSource === undefined ? sql`true` : sql`c.data_source_id = ${idOf('ds', dataSource)}`
  return list(ask, sql`${of} and (${externalId ?? null}::text is null or c.external_id = ${externalId ?? null})`)
}

/** Customers with a mail address. */
export function searchCustomers(ask: Ask): Promise<Answer> {
  return list(ask, sql`lower(c.email) = ${(ask.query.email ?? '').toLowerCase()}`)
}

/** Writes a customer down, or anew where its id is known, and finds the account that it is, or makes one. */
export async function createCustomer(ask: Ask): Promise<Answer> {
  const given = shaped(customerShape, ask.body)
  const dataSource = await theDataSource(ask, textOf(given.data_source_uuid))
  const { data_source_uuid: _source, ...raw } = given
  const customer = await putCustomer(ask, dataSource.id, raw)
  return { status: 201, body: shown(customer) }
}

/** Changes what is written of a customer: what is not told stays. */
export async function updateCustomer(ask: Ask): Promise<Answer> {
  const before = await theCustomer(ask, ask.params.uuid)
  const { external_id: _id, data_source_uuid: _source, ...change } = ask.body as Record<string, unknown>
  const raw = shaped(customerShape, { ...before.raw, ...change, external_id: before.externalId })
  return { body: shown(await putCustomer(ask, before.dataSource, raw)) }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
