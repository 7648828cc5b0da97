import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { expansionRoutes } from '#capabilities/renewals/contract/expansion.ts'

type Asking = Pick<CallContext, 'caller'>
type Asked = z.output<NonNullable<(typeof expansionRoutes.rates)['~orpc']['inputSchema']>>
type Answer = z.input<NonNullable<(typeof expansionRoutes.rates)['~orpc']['outputSchema']>>
type Rate = Answer['total']

/**
 * Upsell and cross-sell of a period in the ledger, of the customers that paid when it began, against the MRR they had
 * then; by who looks after them now, or the segments they are in now.
 */
export async function readRates(tx: Tx, call: Asking, asked: Asked): Promise<Answer> {
  const [total] = await readGroups(tx, call, asked, sql`array['']`)
  const groups = await readGroups(
    tx,
    call,
    asked,
    asked.group === 'owner' ? sql`array[f."account.owner"]` : sql`f.segments`,
  )
  const labels = await labelsOf(tx, call, asked.group)
  return {
    total: total ? { ...total, key: '', label: null } : nothing,
    groups: groups.map(({ key, ...rate }) => ({
      ...rate,
      key: key ?? '',
      label: key === null ? null : (labels.get(key) ?? null),
    })),
  }
}

const nothing: Rate = {
  key: '',
  label: null,
  customers: 0,
  mrr: 0,
  upsell: 0,
  crossSell: 0,
  upsellCustomers: 0,
  crossSellCustomers: 0,
}

type Grouped = Omit<Rate, 'key' | 'label'> & { key: string | null }

/** The figures by what `keys` says of each customer, the largest group first; who is in none stands under null. */
async function readGroups(
  tx: Tx,
  { caller }: Asking,
  { from, until }: Asked,
  keys: RawBuilder<unknown>,
): Promise<Grouped[]> {
  const { workspaceId } = caller
  const inMinor = (amount: RawBuilder<unknown>) => sql`round(sum(${amount}) / ${Number(fraction)})::bigint`
  const { rows } = await sql<Grouped>`
    with moved as (
      select account_id,
        coalesce(sum(amount) filter (where moved_on < ${from}::date), 0) as mrr,
        coalesce(sum(amount) filter (where moved_on >= ${from}::date and kind = 'upsell'), 0) as upsell,
        coalesce(sum(amount) filter (where moved_on >= ${from}::date and kind = 'cross_sell'), 0) as cross_sell
      from revenue_movements where workspace_id = ${workspaceId} and moved_on < ${until}::date group by account_id
    )
    select g.key, count(*)::int as customers, ${inMinor(sql`m.mrr`)} as mrr, ${inMinor(sql`m.upsell`)} as upsell,
      ${inMinor(sql`m.cross_sell`)} as "crossSell", (count(*) filter (where m.upsell > 0))::int as "upsellCustomers",
      (count(*) filter (where m.cross_sell > 0))::int as "crossSellCustomers"
    from moved m
      join accounts a on a.workspace_id = ${workspaceId} and a.id = m.account_id and a.archived_at is null
      left join account_facts f on f.workspace_id = ${workspaceId} and f.account_id = m.account_id
      left join lateral unnest(${keys}) as g (key) on true
    where m.mrr > 0 group by g.key order by mrr desc, g.key
  `.execute(tx)
  return rows
}

async function labelsOf(tx: Tx, { caller }: Asking, group: Asked['group']): Promise<Map<string, Label>> {
  if (group === 'segment') {
    const segments = (await factCatalogue(tx, caller.workspace)).get('segments')
    return new Map((segments?.choices ?? []).map(({ key, label }) => [key, label]))
  }
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from people where workspace_id = ${caller.workspaceId}
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, { ja: name, en: name }]))
}
