import { sql } from 'kysely'
import type { z } from 'zod'
import { idArray } from '#capabilities/facts/server/index.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { expansionRoutes } from '#capabilities/renewals/contract/expansion.ts'
import { whiteSpace } from '#capabilities/renewals/core/expansion/whiteSpace.ts'
import { readSpreads, spreadsInReach } from './spreads.ts'

type Asked = z.output<NonNullable<(typeof expansionRoutes.whiteSpace)['~orpc']['inputSchema']>>
type Answer = z.input<NonNullable<(typeof expansionRoutes.whiteSpace)['~orpc']['outputSchema']>>
type Grade = Answer['rows'][number]['grade']

type Row = {
  id: AccountId
  name: string
  owner_id: string | null
  owner_name: string | null
  arr: number | null
  grade: Grade | null
  products: readonly string[] | null
}

const cursorForm = /^(-?\d+) ([0-9a-f-]{36})$/

/** Who has what of all that is sold, the largest customers first; what each lacks with how many alike have it. */
export async function readWhiteSpace(
  tx: Tx,
  { caller, today }: Pick<CallContext, 'caller' | 'today'>,
  asked: Asked,
): Promise<Answer> {
  const { workspaceId } = caller
  const spreads = caller.reach ? await spreadsInReach(tx, workspaceId, today()) : await readSpreads(tx, workspaceId)
  const parts = [sql`f.workspace_id = ${workspaceId} and f."contract.state" = 'active'`]
  if (asked.owner)
    parts.push(
      asked.owner === 'nobody' ? sql`f."account.owner" is null` : sql`f."account.owner" = ${asked.owner}::text`,
    )
  if (asked.lacks) parts.push(sql`not coalesce(${asked.lacks} = any(f."contract.products"), false)`)
  const where = sql.join(parts, sql` and `)
  const [, place, id] = cursorForm.exec(asked.cursor ?? '') ?? []
  const order = sql`coalesce(f."contract.arr", 0)`
  const after = id ? sql`and (${order}, f.account_id) < (${place}::bigint, ${id}::uuid)` : sql``
  const { rows } = await sql<Row>`
    select a.id, a.name, p.id as owner_id, p.name as owner_name, f."contract.arr" as arr, f."health.grade" as grade,
      f."contract.products" as products
    from account_facts f
      join accounts a on a.workspace_id = f.workspace_id and a.id = f.account_id and a.archived_at is null
      left join people p on p.workspace_id = f.workspace_id and p.id::text = f."account.owner"
    where ${where} ${after} order by ${order} desc, f.account_id desc limit ${asked.limit + 1}
  `.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from account_facts f where ${where}
  `.execute(tx)
  const page = rows.slice(0, asked.limit)
  const ids = page.map((row) => row.id)
  const paid = await readPaid(tx, workspaceId, ids, today())
  const open = await readOpen(tx, workspaceId, ids)
  const last = rows.length > asked.limit ? page.at(-1) : undefined
  return {
    products: spreads.map(({ product, customers, usualArr }) => ({ product, customers, usualArr })),
    total: counted[0]?.total ?? 0,
    rows: page.map((row) => {
      const has = new Set(row.products)
      const lacking = new Map(whiteSpace(spreads, [...has]).map((one) => [one.product, one]))
      return {
        account: { id: row.id, name: row.name },
        owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
        arr: row.arr,
        grade: row.grade ?? 'unknown',
        cells: spreads.map(({ product }) => ({
          has: has.has(product),
          arr: has.has(product) ? (paid.get(`${row.id} ${product}`) ?? null) : null,
          share: lacking.get(product)?.share ?? null,
          opportunityId: open.get(`${row.id} ${product}`) ?? null,
        })),
      }
    }),
    next: last ? `${last.arr ?? 0} ${last.id}` : null,
  }
}

/** ARR of some accounts by account and product. */
async function readPaid(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly AccountId[],
  today: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; arr: number }>`
    select account_id || ' ' || product as key, round(sum(amount) * 12 / ${Number(fraction)})::bigint as arr
    from revenue_movements
    where workspace_id = ${workspaceId} and account_id = any(${idArray(ids)}) and moved_on <= ${today}::date
    group by account_id, product
  `.execute(tx)
  return new Map(rows.map(({ key, arr }) => [key, arr]))
}

/** The opportunities that are open for a product, by account and product. */
async function readOpen(tx: Tx, workspaceId: WorkspaceId, ids: readonly AccountId[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; id: string }>`
    select account_id || ' ' || product as key, id from expansion_opportunities
    where workspace_id = ${workspaceId} and account_id = any(${idArray(ids)}) and product is not null
      and stage in ('found', 'talked', 'proposed') order by since
  `.execute(tx)
  return new Map(rows.map(({ key, id }) => [key, id]))
}
