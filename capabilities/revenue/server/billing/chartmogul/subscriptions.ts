import { sql } from 'kysely'
import { z } from 'zod'
import { dayOfMoment, instantOf } from '#capabilities/revenue/core/billing/moments.ts'
import { rederive } from '../invoiced.ts'
import { type Answer, type Ask, idOf, nothing, Refusal, shaped } from './answer.ts'
import { theCustomer } from './customers.ts'
import { paged, pageOf } from './paging.ts'

type Row = {
  id: string
  dataSource: string
  customer: string
  externalId: string
  set: string | null
  cancelledAt: string[]
  stamp: string
}

const selected = sql`s.id, s.data_source_id as "dataSource", s.customer_id as customer, s.external_id as "externalId",
  s.set_external_id as set, s.cancelled_at as "cancelledAt", '2000-01-01' as stamp`
const moment = z
  .string()
  .max(40)
  .refine((text) => dayOfMoment(text, 'UTC') !== null && instantOf(text) !== null, 'is not a time in ISO 8601')

const shown = ({ id, dataSource, customer, externalId, set, cancelledAt }: Row) => ({
  uuid: `sub_${id}`,
  external_id: externalId,
  subscription_set_external_id: set,
  customer_uuid: `cus_${customer}`,
  data_source_uuid: `ds_${dataSource}`,
  cancellation_dates: cancelledAt.map((text) => new Date(instantOf(text)!).toISOString()).sort(),
})

/** The subscriptions that came up in invoices of a customer. */
export async function listSubscriptions(ask: Ask): Promise<Answer> {
  const { id } = await theCustomer(ask, ask.params.uuid)
  const page = pageOf(ask.query)
  const { rows } = await sql<Row>`
    select ${selected} from billing_subscriptions s
    where s.workspace_id = ${ask.source.workspaceId} and s.customer_id = ${id}
      and (${page.from?.id ?? null}::uuid is null or s.id > ${page.from?.id ?? null}::uuid)
    order by s.id limit ${page.limit + 1}
  `.execute(ask.tx)
  const { shown: subscriptions, more } = paged(rows, page)
  return { body: { customer_uuid: `cus_${id}`, subscriptions: subscriptions.map(shown), ...more } }
}

/** Cancels a subscription (`cancelled_at`), or says anew when it ever was (`cancellation_dates`). */
export async function cancelSubscription(ask: Ask): Promise<Answer> {
  const { uuid } = ask.params
  const { tx, source } = ask
  const given = shaped(
    z.object({ cancelled_at: moment.optional(), cancellation_dates: z.array(moment).max(100).optional() }),
    ask.body,
  )
  if (given.cancelled_at === undefined && given.cancellation_dates === undefined)
    throw new Refusal(422, 'cancelled_at or cancellation_dates is needed.')
  const added = given.cancelled_at === undefined ? [] : [given.cancelled_at]
  const { rows } = await sql<Row>`
    update billing_subscriptions s set cancelled_at = array(
      select distinct unnest(coalesce(${given.cancellation_dates ?? null}::text[], s.cancelled_at) || ${added}::text[]) order by 1)
    where s.workspace_id = ${source.workspaceId} and s.id = ${idOf('sub', uuid)} and s.data_source_id in (
      select id from billing_data_sources where workspace_id = ${source.workspaceId} and source_id = ${source.id})
    returning ${selected}
  `.execute(tx)
  const [row] = rows
  if (!row) throw nothing(uuid)
  await rederive(ask, row.dataSource, [row.customer])
  return { body: shown(row) }
}
