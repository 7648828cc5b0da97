import { sql } from 'kysely'
import {
  type CatalogueProduct,
  catalogueOf,
  type FormerName,
  namesNow,
  namesOfOne,
  type SaidOf,
  type Sold,
} from '#capabilities/revenue/core/catalogue/catalogue.ts'
import type { SuccessType } from '#capabilities/revenue/core/catalogue/success.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readSpoken } from './success.ts'

/** The catalogue as an answer has it. */
type Catalogue = { products: (Omit<CatalogueProduct, 'formerly' | 'plans'> & Lists & Succeeding)[] }
type Succeeding = { success: SuccessType | null; successVersion: number }
type Lists = {
  formerly: string[]
  plans: (Omit<CatalogueProduct['plans'][number], 'formerly'> & { formerly: string[] })[]
}

/** All products with their plans, and how many living lines carry each. */
export async function readCatalogue(tx: Tx, workspaceId: WorkspaceId): Promise<Catalogue> {
  const products = catalogueOf(
    await readSold(tx, workspaceId),
    await readSaid(tx, workspaceId),
    await readFormer(tx, workspaceId),
  )
  const spoken = new Map((await readSpoken(tx, workspaceId)).map((one) => [one.product, one]))
  return {
    products: products.map(({ formerly, plans, ...product }) => ({
      ...product,
      success: spoken.get(product.name)?.type ?? null,
      successVersion: spoken.get(product.name)?.version ?? 0,
      formerly: [...formerly],
      plans: plans.map((plan) => ({ ...plan, formerly: [...plan.formerly] })),
    })),
  }
}

async function readSold(tx: Tx, workspaceId: WorkspaceId): Promise<Sold[]> {
  const { rows } = await sql<Sold>`
    select product, plan, count(distinct line)::int as lines, count(distinct account)::int as accounts
    from (
      select l.product, coalesce(v.plan, l.plan) as plan, l.id as line, l.account_id as account
      from contract_lines l
      join contracts c on c.workspace_id = l.workspace_id and c.id = l.contract_id and c.archived_at is null
      left join contract_line_versions v on v.workspace_id = l.workspace_id and v.line_id = l.id
      where l.workspace_id = ${workspaceId} and l.archived_at is null
    ) named
    group by grouping sets ((product), (product, plan))
    having grouping(plan) = 1 or plan is not null
  `.execute(tx)
  return rows
}

type SaidRow = Omit<SaidOf, 'price'> & {
  amount: number | null
  currency: string
  intervalMonths: number
  intervalUnit: 'day' | 'week' | 'month'
}

/** What the workspace says of names. */
export async function readSaid(tx: Tx, workspaceId: WorkspaceId): Promise<SaidOf[]> {
  const { rows } = await sql<SaidRow>`
    select product, nullif(plan, '') as plan, kind, position, archived_at is not null as archived, price as amount, currency,
      interval_months as "intervalMonths", interval_unit as "intervalUnit"
    from revenue_catalogue where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows.map(({ amount, currency, intervalMonths, intervalUnit, ...said }) => ({
    ...said,
    price: amount === null ? null : { amount, currency, intervalMonths, intervalUnit },
  }))
}

async function readFormer(tx: Tx, workspaceId: WorkspaceId): Promise<FormerName[]> {
  const { rows } = await sql<FormerName>`
    select product, nullif(plan, '') as plan, now from revenue_former_names where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows
}

/** A fact whose values are names of products or plans, with the names they had before; nothing where none was renamed. */
export async function namedFacts(
  tx: Tx,
  workspaceId: WorkspaceId,
  facts: readonly (readonly [FactDefinition, 'product' | 'plan'])[],
): Promise<FactDefinition[]> {
  const former = await readFormer(tx, workspaceId)
  if (former.length === 0) return []
  return facts.map(([fact, what]) => ({ ...fact, names: namesOfOne(former, what) }))
}

export type NamesNow = ReturnType<typeof namesNow>

/** What names are called now in a workspace: whoever writes lines asks it. */
export async function readNamesNow(tx: Tx, workspaceId: WorkspaceId): Promise<NamesNow> {
  return namesNow(await readFormer(tx, workspaceId))
}
