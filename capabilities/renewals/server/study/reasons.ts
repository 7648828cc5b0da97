import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { churnStudyRoutes } from '#capabilities/renewals/contract/study.ts'
import { periodStart } from '#capabilities/renewals/core/period.ts'
import { lossReasons, reasonLabel } from '#capabilities/renewals/core/reasons.ts'
import { type LostRow, readLost } from './lost.ts'

type Answer = z.input<NonNullable<(typeof churnStudyRoutes.reasons)['~orpc']['outputSchema']>>
type Told = { key: string; arr: number | null; avoidable: boolean | null; lostOn: Day }

/** Why customers were lost: what post-mortems say, by the tree, in money, and how much of it was avoidable. */
export async function readReasons(
  tx: Tx,
  call: Pick<CallContext, 'caller'>,
  period: { from: string; until: string },
): Promise<Answer> {
  const { workspace } = call.caller
  const rows = await readLost(tx, workspace, period)
  const told = rows.flatMap((row): Told[] => (row.reasonKey === null ? [] : [{ ...row, key: row.reasonKey }]))
  const groups = Map.groupBy(told, ({ key }) => key.split('.')[0] ?? '')
  const quarters = Map.groupBy(told, ({ lostOn }) => periodStart(lostOn, 'quarter', workspace.fiscalStartMonth))
  return {
    total: sumOf(told),
    groups: [...groups]
      .map(([key, inside]) => ({
        key,
        label: lossReasons.find((reason) => reason.key === key)?.label ?? { ja: key, en: key },
        ...sumOf(inside),
        under: [...Map.groupBy(inside, (one) => one.key)]
          .map(([under, those]) => ({ key: under, label: underLabel(under), ...sumOf(those) }))
          .toSorted(mostFirst),
      }))
      .toSorted(mostFirst),
    untold: rows.filter((row) => row.reasonKey === null).length,
    quarters: [...quarters]
      .map(([key, inside]) => ({ key, ...sumOf(inside) }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  }
}

function underLabel(key: string) {
  const [group, under] = key.split('.')
  const found = lossReasons.find((reason) => reason.key === group)?.under.find((one) => one.key === under)
  return found?.label ?? reasonLabel(key) ?? { ja: key, en: key }
}

function sumOf(all: readonly Pick<LostRow, 'arr' | 'avoidable'>[]) {
  return {
    count: all.length,
    arr: all.reduce((sum, one) => sum + (one.arr ?? 0), 0),
    avoidable: all.filter((one) => one.avoidable === true).length,
  }
}

type Sum = { arr: number; count: number }
const mostFirst = (a: Sum, b: Sum) => b.arr - a.arr || b.count - a.count
