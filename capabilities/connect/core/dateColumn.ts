import { type DateOrder, dateOrders } from './dateOrders.ts'
import { readDate } from './dates.ts'

/**
 * What a column's cells say about the order of its dates. `clear`: this order reads more of them than any
 * other, or the order makes no difference. `open`: another would do as well and mean other days (01-04-2026, and no
 * 25-04-2026 anywhere), and a person should look. `dates` is the share of non-empty cells that are dates in that order.
 */
export type DateReading = {
  readonly order: DateOrder
  readonly certainty: 'clear' | 'open'
  readonly others: readonly DateOrder[]
  readonly dates: number
}

/** Decides the order of a column from all its sampled cells; null where they are no dates (less than half of them). */
export function readDateColumn(samples: readonly string[], preferred: DateOrder = 'ymd'): DateReading | null {
  const cells = samples.filter((cell) => cell.trim() !== '')
  if (cells.length === 0) return null
  const counts = dateOrders.map((order) => cells.filter((cell) => readDate(cell, order) !== null).length)
  const best = Math.max(...counts)
  if (best * 2 < cells.length) return null
  const most = dateOrders.filter((_, i) => counts[i] === best)
  const order = most.includes(preferred) ? preferred : most[0]!
  const differs = (other: DateOrder) => cells.some((cell) => readDate(cell, other)?.day !== readDate(cell, order)?.day)
  const others = most.filter((other) => other !== order && differs(other))
  return { order, certainty: others.length > 0 ? 'open' : 'clear', others, dates: best / cells.length }
}
