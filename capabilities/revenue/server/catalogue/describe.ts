import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { catalogueRoutes } from '#capabilities/revenue/contract/catalogue.ts'
import {
  type CatalogueName,
  planKinds,
  productKinds,
  type SaidOf,
} from '#capabilities/revenue/core/catalogue/catalogue.ts'
import { isKnownCurrency } from '#capabilities/revenue/core/check.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import type { Call } from '../call.ts'
import { readSaid } from './read.ts'
import { follow } from './rename.ts'
import { readSpoken } from './success.ts'
import { holdCatalogue, isCarried, nameId } from './names.ts'

type Put = z.output<(typeof catalogueRoutes.catalogue.put)['~orpc']['inputSchema'] & z.ZodType>

/** Says what a product or a plan is; a name that no line carries yet comes into the catalogue by it. */
export async function describe(tx: Tx, call: Call, { product, plan, kind, price, archived }: Put): Promise<void> {
  const kinds: readonly string[] = plan === null ? productKinds : planKinds
  if (!kinds.includes(kind)) throw refused([{ field: 'kind', value: kind, rule: 'kind_of_another' }])
  if (price && !isKnownCurrency(price.currency))
    throw refused([{ field: 'price.currency', value: price.currency, rule: 'unknown_currency' }])
  const { workspaceId } = call.caller
  await holdCatalogue(tx, workspaceId)
  const before = await saidOf(tx, call, { product, plan })
  await sql`
    insert into revenue_catalogue as c (workspace_id, product, plan, kind, price, currency, interval_months, interval_unit, archived_at)
    values (${workspaceId}, ${product}, ${plan ?? ''}, ${kind}, ${price?.amount ?? null}, ${price?.currency ?? null},
      ${price?.intervalMonths ?? null}, ${price?.intervalUnit ?? null}, ${archived ? call.now() : null})
    on conflict (workspace_id, product, plan) do update set kind = excluded.kind, price = excluded.price,
      currency = excluded.currency, interval_months = excluded.interval_months, interval_unit = excluded.interval_unit,
      archived_at = case when excluded.archived_at is null then null else coalesce(c.archived_at, excluded.archived_at) end
  `.execute(tx)
  // Who speaks of a name means what carries it from now on, not what once did.
  await sql`
    delete from revenue_former_names where workspace_id = ${workspaceId}
      and product = ${product} and plan = ${plan ?? ''}
  `.execute(tx)
  await told(tx, call, { product, plan }, before, { kind, price, archived })
}

/** Takes what is said of a name away, where no line carries it. */
export async function forget(tx: Tx, call: Call, name: CatalogueName): Promise<void> {
  const { workspaceId } = call.caller
  await holdCatalogue(tx, workspaceId)
  if (await isCarried(tx, workspaceId, name))
    throw refused([{ field: 'product', value: name.plan ?? name.product, rule: 'name_in_use' }])
  const before = await saidOf(tx, call, name)
  await sql`
    delete from revenue_catalogue where workspace_id = ${workspaceId} and product = ${name.product}
      and (${name.plan}::text is null or plan = ${name.plan})
  `.execute(tx)
  await told(tx, call, name, before, null)
}

/** Puts products (or the plans of one) in order; those that are not named come after. */
export async function putInOrder(
  tx: Tx,
  call: Call,
  { product, names }: { product: string | null; names: readonly string[] },
): Promise<void> {
  const { workspaceId } = call.caller
  await holdCatalogue(tx, workspaceId)
  await sql`
    insert into revenue_catalogue (workspace_id, product, plan, kind, position)
    select ${workspaceId}::uuid, coalesce(${product}::text, name), case when ${product}::text is null then '' else name end,
      case when ${product}::text is null then 'base' else 'edition' end, place
    from unnest(${[...new Set(names)]}::text[]) with ordinality as named (name, place)
    on conflict (workspace_id, product, plan) do update set position = excluded.position
  `.execute(tx)
  const by = { by: call.caller, subjectId: product ?? 'products' }
  await recordChange(tx, { ...by, action: 'product.order', after: { order: names } })
  // An account goes by the success type of the first of its products.
  if (product === null)
    for (const spoken of await readSpoken(tx, workspaceId))
      await follow(tx, call, { product: spoken.product, plan: null }, [])
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
}

async function saidOf(tx: Tx, call: Call, { product, plan }: CatalogueName): Promise<SaidOf | null> {
  const said = await readSaid(tx, call.caller.workspaceId)
  return said.find((one) => one.product === product && one.plan === plan) ?? null
}

type Of = Pick<SaidOf, 'kind' | 'price' | 'archived'>

async function told(tx: Tx, call: Call, name: CatalogueName, before: Of | null, after: Of | null): Promise<void> {
  const subject = name.plan === null ? 'product' : 'plan'
  const words = (of: Of | null) =>
    of && { name: name.plan ?? name.product, kind: of.kind, price: of.price, archived: of.archived }
  await recordChange(tx, {
    by: call.caller,
    action: `${subject}.${after === null ? 'remove' : before === null ? 'create' : 'update'}`,
    subjectId: nameId(name),
    before: words(before),
    after: words(after),
  })
  await call.live.publish(call.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
}
