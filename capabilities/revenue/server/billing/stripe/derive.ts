import { sql } from 'kysely'
import type { AccountId } from '#kernel/id.ts'
import type { Derived } from '#capabilities/revenue/core/billing/derived.ts'
import { contractOfStates } from '#capabilities/revenue/core/billing/stripe.ts'
import { applyDerived } from '../apply.ts'
import type { Arrival } from '../door.ts'
import { contractId } from '../rows.ts'
import { type DiscountShape, discountShape, type EventShape, eventShape } from './shapes.ts'
import { stateOf } from './states.ts'

/** A customer of Stripe: `id` as it is kept, `externalId` as Stripe names it. */
export type StripeCustomer = { id: string; externalId: string; account: AccountId | null }

/** Derives the contracts of a customer anew from everything that events told of its subscriptions. */
export async function rederiveStripe(arrival: Arrival, dataSource: string, customer: StripeCustomer): Promise<void> {
  const { tx, source } = arrival
  if (customer.account === null) return
  const { rows } = await sql<{ kind: string; raw: unknown }>`
    select kind, raw from billing_events
    where workspace_id = ${source.workspaceId} and source_id = ${source.id} and customer = ${customer.externalId}
      and (kind like 'customer.subscription.%' or kind like 'customer.discount.%')
    order by happened_at, external_id
  `.execute(tx)
  const events = rows.flatMap(({ raw }) => {
    const read = eventShape.safeParse(raw)
    return read.success ? [read.data] : []
  })
  const derived = derivedOf(events, source.timeZone)
  await putSubscriptions(arrival, dataSource, customer.id, derived)
  await applyDerived(arrival, dataSource, [{ customer: customer.id, account: customer.account, derived }])
}

function derivedOf(events: readonly EventShape[], timeZone: string): Derived {
  const known = new Map<string, DiscountShape>()
  for (const { type, data } of events) {
    const read = type.startsWith('customer.discount.') ? discountShape.safeParse(data.object) : null
    if (read?.success && read.data.id) known.set(read.data.id, read.data)
  }
  const states = events.flatMap((event) =>
    event.type.startsWith('customer.subscription.') ? (stateOf(event, known, timeZone) ?? []) : [],
  )
  const each = [...Map.groupBy(states, ({ subscription }) => subscription).values()].map(contractOfStates)
  return {
    contracts: each.flatMap(({ contract }) => contract ?? []),
    unused: each.flatMap(({ unused }) => unused),
  }
}

async function putSubscriptions({ tx, source }: Arrival, dataSource: string, customer: string, { contracts }: Derived) {
  const rows = contracts.map(({ subscription }) => ({ id: contractId(dataSource, subscription), subscription }))
  await sql`
    insert into billing_subscriptions (workspace_id, id, data_source_id, customer_id, external_id)
    select ${source.workspaceId}::uuid, id, ${dataSource}::uuid, ${customer}::uuid, subscription
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id uuid, subscription text)
    on conflict do nothing
  `.execute(tx)
}
