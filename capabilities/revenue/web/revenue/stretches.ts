import { monthAfter } from '#capabilities/revenue/core/calendar/month.ts'
import { movementKinds } from '#capabilities/revenue/core/ledger/movement.ts'
import { mrrTree } from '#capabilities/revenue/core/measures/mrrTree.ts'
import type { MonthBridge } from '#capabilities/revenue/core/measures/waterfall.ts'
import type { Bridge } from './apis.ts'
import { monthsIn, type Per, stretchOf } from './search.ts'

/** Some months that follow one another, as one: their first month, and the last of them that there is. */
export type Stretch = Pick<Bridge, 'opening' | 'kinds' | 'closing' | 'customers'> & { month: string; last: string }

/** Months by month, quarter or year of accounts. */
export function stretchesOf(months: readonly Bridge[], per: Per, fiscalStart: number): Stretch[] {
  return [...Map.groupBy(months, ({ month }) => stretchOf(month, per, fiscalStart))].map(([month, own]) =>
    together(month, own),
  )
}

/** Months that follow one another, as one. */
export function together(month: string, own: readonly Bridge[]): Stretch {
  const [first, last] = [own[0]!, own.at(-1)!]
  const sum = (kind: (typeof movementKinds)[number]) => ({
    amount: own.reduce((all, bridge) => all + bridge.kinds[kind].amount, 0),
    accounts: own.reduce((all, bridge) => all + bridge.kinds[kind].accounts, 0),
  })
  return {
    month,
    last: last.month,
    opening: first.opening,
    kinds: Object.fromEntries(movementKinds.map((kind) => [kind, sum(kind)])) as Bridge['kinds'],
    closing: last.closing,
    customers: { opening: first.customers.opening, closing: last.customers.closing },
  }
}

/** The last month of a stretch that begins with a month. */
export const lastOf = (month: string, per: Per) => monthAfter(month, monthsIn[per] - 1)

/** The MRR tree of a stretch, in whole minor units. */
export function treeOf({ month, opening, kinds, closing, customers }: Stretch) {
  const exact = Object.fromEntries(
    movementKinds.map((kind) => [kind, { ...kinds[kind], amount: BigInt(kinds[kind].amount) }]),
  ) as MonthBridge['kinds']
  return mrrTree({ month, opening: BigInt(opening), kinds: exact, closing: BigInt(closing), customers })
}
