import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { catalogueRoutes } from '#capabilities/revenue/contract/catalogue.ts'
import { type ProductSuccess, type SuccessType, successIssue } from '#capabilities/revenue/core/catalogue/success.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { Call } from '../call.ts'
import { holdCatalogue, isKnown } from './names.ts'
import { follow } from './rename.ts'

type Spoken = { product: string; version: number; type: SuccessType | null }

/** The products somebody spoke of the success type of, in the order in which accounts go by them: base products first. */
export async function readSpoken(tx: Tx, workspaceId: WorkspaceId): Promise<Spoken[]> {
  const { rows } = await sql<Spoken>`
    select product, success_version as version, case when success_decided is not null then jsonb_build_object(
      'decided', success_decided, 'lightMonths', light_months, 'deepMonths', deep_months) end as type
    from revenue_catalogue where workspace_id = ${workspaceId} and plan = '' and success_version is not null
    order by kind <> 'base', position nulls last, product
  `.execute(tx)
  return rows
}

/** The success types of products, in the order in which accounts go by them. */
export async function readSuccess(tx: Tx, workspaceId: WorkspaceId): Promise<ProductSuccess[]> {
  return (await readSpoken(tx, workspaceId)).flatMap(({ product, type }) => (type ? [{ product, ...type }] : []))
}

type Put = z.output<(typeof catalogueRoutes.catalogue.putSuccess)['~orpc']['inputSchema'] & z.ZodType>

/** Says what the success type of a product is, or that it has none; the accounts that have it are looked at anew. */
export async function putSuccess(tx: Tx, call: Call, { product, success, version }: Put): Promise<void> {
  const { workspaceId } = call.caller
  const issue = success && successIssue(success)
  if (issue) throw refused([{ ...issue, value: '' }])
  await holdCatalogue(tx, workspaceId)
  const name = { product, plan: null }
  if (!(await isKnown(tx, workspaceId, name))) throw notFound()
  const before = (await readSpoken(tx, workspaceId)).find((one) => one.product === product)
  const now = before?.version ?? 0
  if (now !== version) throw changedMeanwhile(now)
  await sql`
    insert into revenue_catalogue (workspace_id, product, kind, success_decided, light_months, deep_months, success_version)
    values (${workspaceId}, ${product}, 'base', ${success?.decided ?? null}, ${success?.lightMonths ?? null},
      ${success?.deepMonths ?? null}, 1)
    on conflict (workspace_id, product, plan) do update set success_decided = excluded.success_decided,
      light_months = excluded.light_months, deep_months = excluded.deep_months, success_version = ${version + 1}
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'product.success',
    subjectId: product,
    before: before?.type ?? null,
    after: success,
  })
  await follow(tx, call, name, [])
}
