import { daysOfMonths } from '#capabilities/revenue/core/catalogue/success.ts'
import { readSuccess } from '#capabilities/revenue/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

type Target = { product: string; lightDays: number | null; deepDays: number | null }

/** After how many days success usually comes, of each product that has a success type. */
export async function productTargets(tx: Tx, workspaceId: WorkspaceId): Promise<Target[]> {
  const days = (months: number | null) => (months === null ? null : daysOfMonths(months))
  return (await readSuccess(tx, workspaceId)).map(({ product, lightMonths, deepMonths }) => ({
    product,
    lightDays: days(lightMonths),
    deepDays: days(deepMonths),
  }))
}
