import { sql } from 'kysely'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Spread } from '#capabilities/renewals/core/expansion/whiteSpace.ts'

/** How products are spread among paying customers, as it was worked out last. */
export async function readSpreads(tx: Tx, workspaceId: WorkspaceId): Promise<Spread[]> {
  const { rows } = await sql<Spread>`
    select product, customers, usual_arr as "usualArr", beside from expansion_spreads
    where workspace_id = ${workspaceId} order by product
  `.execute(tx)
  return rows
}

/** What each customer pays a month for each product, in fractions of a minor unit; whoever pays is told from their own currency. */
const held = (workspaceId: WorkspaceId, today: Day) => sql`
  select m.account_id, m.product, sum(m.amount) as mrr from revenue_movements m
  where m.workspace_id = ${workspaceId} and m.moved_on <= ${today}::date
  group by m.account_id, m.product having sum(m.native) > 0`

/** Works out how products are spread where that was not done today: a hundred thousand customers take a while. */
export async function workOutDaily(tx: Tx, workspaceId: WorkspaceId, today: Day): Promise<void> {
  const { rows } = await sql`
    select from expansion_spreads where workspace_id = ${workspaceId} and worked_out_on >= ${today}::date limit 1
  `.execute(tx)
  if (rows.length === 0) await workOutSpreads(tx, workspaceId, today)
}

/** How products are spread among the customers in reach: every product that is sold there, who pays for it, and for what else. */
const spreadOf = (workspaceId: WorkspaceId, today: Day) => sql`
  with held as materialized (${held(workspaceId, today)}),
    -- Most customers have one of a few sets of products: pairs are counted of sets, not of customers.
    sets as (
      select products, count(*) as customers from (
        select array_agg(product order by product) as products from held group by account_id
      ) as own group by products
    ),
    beside as (
      select product, jsonb_object_agg(other, customers) as beside from (
        select a.product, b.product as other, sum(s.customers) as customers
        from sets s cross join unnest(s.products) as a (product) cross join unnest(s.products) as b (product)
        where a.product <> b.product group by 1, 2
      ) as pair group by product
    ),
    spread as (
      select product, count(*)::int as customers,
        (percentile_disc(0.5) within group (order by mrr) filter (where mrr > 0) * 12 / ${Number(fraction)})::bigint as usual_arr
      from held group by product
    )
  select sold.product, coalesce(s.customers, 0) as customers, s.usual_arr, coalesce(b.beside, '{}') as beside
  from (
    select distinct product from contract_lines
    where workspace_id = ${workspaceId} and kind = 'recurring' and archived_at is null
  ) as sold
    left join spread s on s.product = sold.product left join beside b on b.product = sold.product`

/** The same for somebody who reaches some customers only: of those alone, as it is now. */
export async function spreadsInReach(tx: Tx, workspaceId: WorkspaceId, today: Day): Promise<Spread[]> {
  const { rows } = await sql<Spread>`
    select product, customers, usual_arr as "usualArr", beside from (${spreadOf(workspaceId, today)}) as spread
    order by product
  `.execute(tx)
  return rows
}

/**
 * Works out anew how products are spread. `until` says for which day that is good, where the ledgers of other customers are
 * still to come.
 */
export async function workOutSpreads(tx: Tx, workspaceId: WorkspaceId, today: Day, until = today): Promise<Spread[]> {
  const { rows } = await sql<Spread>`
    insert into expansion_spreads (workspace_id, product, customers, usual_arr, beside, worked_out_on)
    select ${workspaceId}::uuid, product, customers, usual_arr, beside, ${until}::date
    from (${spreadOf(workspaceId, today)}) as spread
    order by product
    on conflict (workspace_id, product) do update set customers = excluded.customers, usual_arr = excluded.usual_arr,
      beside = excluded.beside, worked_out_on = excluded.worked_out_on
    returning product, customers, usual_arr as "usualArr", beside
  `.execute(tx)
  await sql`
    delete from expansion_spreads
    where workspace_id = ${workspaceId} and product <> all(${rows.map(({ product }) => product)}::text[])
  `.execute(tx)
  return rows
}
