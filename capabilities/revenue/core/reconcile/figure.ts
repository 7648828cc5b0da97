import { type Day, daysBetween } from '#kernel/day.ts'
import { daysIn, firstDayOf, lastDayOf, type Month } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import { dividedBy, type Exact, inMinorUnits } from '../fraction.ts'
import { accountLedger } from '../ledger/ledger.ts'
import type { AccountLines } from '../ledger/line.ts'
import type { Movement } from '../ledger/movement.ts'
import type { ExchangeRates } from '../ledger/rates.ts'

/** What a list of others tells of each customer: MRR or ARR at the end of a month, or what the month is charged for by the day. */
export const figureKinds = ['mrr', 'arr', 'revenue'] as const
export type FigureKind = (typeof figureKinds)[number]

/** Which figure of which month, at which rates and by which conventions. */
export type Asked = {
  readonly kind: FigureKind
  readonly month: Month
  readonly rates: ExchangeRates
  readonly conventions: LedgerConventions
}

/** How many months' amounts a figure is: ARR is told by twelve. */
export const monthsTold = (kind: FigureKind): number => (kind === 'arr' ? 12 : 1)

/** An exact amount per month as the figure is told, in minor units. */
export const toldAs = (kind: FigureKind, exact: Exact): number => inMinorUnits(exact, monthsTold(kind))

/** The last day on which a month's figure is read. */
export const readOn = ({ month }: Pick<Asked, 'month'>): Day => lastDayOf(month)

/** Whether a change counts for the days it holds of its month alone; where months are compared whole, it counts for all of it. */
export const byTheDay = ({ kind, conventions }: Pick<Asked, 'kind' | 'conventions'>): boolean =>
  kind === 'revenue' && conventions.compared === 'changes'

/** The figure of an account from what moved it, exactly. */
export function figureOf(movements: readonly Pick<Movement, 'on' | 'amount'>[], asked: Asked): Exact {
  const [last, days] = [readOn(asked), BigInt(daysIn(asked.month))]
  const daily = byTheDay(asked)
  let total = 0n
  for (const { on, amount } of movements) {
    if (on > last) continue
    const first = on < firstDayOf(asked.month) ? firstDayOf(asked.month) : on
    total += amount * (daily ? BigInt(daysBetween(first, last) + 1) : days)
  }
  return dividedBy(total, days)
}

/** The figure of an account from its contracts. */
export function figureFrom(account: AccountLines, asked: Asked): Exact {
  const { rates, conventions } = asked
  return figureOf(accountLedger(account, { asOf: readOn(asked), rates, conventions }).movements, asked)
}
