import type { AccountId } from '#kernel/id.ts'
import type { FactValue } from './fact.ts'

/** A place in a list: after the account that has this value there; null is among the missing ones. */
export type Place = { readonly value: FactValue; readonly id: AccountId }

/** Up: small to large. Missing values come last either way; accounts that are alike go by their id, in the same direction. */
export type Direction = 'up' | 'down'

/** Rows in the order of a fact: those that have it, and those that miss it, by id. Stale ones changed since. */
export type Order = { sorted: Int32Array; missing: Int32Array; readonly stale: Set<number> }

/** What an order is of: the ids and the values by row. */
type Ground = { readonly ids: readonly AccountId[]; readonly column: readonly FactValue[] }

export function makeOrder(ground: Ground, rows: readonly number[]): Order {
  return { ...split(ground, rows), stale: new Set() }
}

/** Brings stale rows to where they belong now: the others keep their order, so that the two are merged. */
export function changeOrder(order: Order, ground: Ground, lives: (row: number) => boolean): void {
  const { stale } = order
  const changed = split(ground, [...stale].filter(lives))
  const alike = compareIds(ground)
  order.sorted = merge(order.sorted, changed.sorted, stale, compareRows(ground))
  order.missing = merge(order.missing, changed.missing, stale, alike)
  stale.clear()
}

/** A stretch of rows to read: from `from`, by `step`, to before `end`. */
export type Stretch = { readonly rows: Int32Array; readonly from: number; readonly end: number; readonly step: 1 | -1 }

/** What is to be read after a place: the rest of those with a value, then those without. */
export function startOf(order: Order, ground: Ground, direction: Direction, after: Place | null): Stretch[] {
  const stretch = (rows: Int32Array, beyond: ((row: number) => boolean) | null): Stretch => {
    // `beyond` holds from some place on, in the order of the rows.
    const cut = beyond ? firstWhere(rows, beyond) : direction === 'up' ? 0 : rows.length
    return direction === 'up'
      ? { rows, from: cut, end: rows.length, step: 1 }
      : { rows, from: cut - 1, end: -1, step: -1 }
  }
  const { ids, column } = ground
  const up = direction === 'up'
  if (after === null) return [stretch(order.sorted, null), stretch(order.missing, null)]
  const { value, id } = after
  if (value === null) return [stretch(order.missing, (row) => (up ? ids[row]! > id : ids[row]! >= id))]
  const past = (row: number) => {
    const own = column[row]! as number
    if (own !== value) return own > (value as number)
    return up ? ids[row]! > id : ids[row]! >= id
  }
  return [stretch(order.sorted, past), stretch(order.missing, null)]
}

function split(ground: Ground, rows: readonly number[]): { sorted: Int32Array; missing: Int32Array } {
  const sorted: number[] = []
  const missing: number[] = []
  for (const row of rows) (ground.column[row] === null ? missing : sorted).push(row)
  return {
    sorted: Int32Array.from(sorted.sort(compareRows(ground))),
    missing: Int32Array.from(missing.sort(compareIds(ground))),
  }
}

type Compare = (a: number, b: number) => number

function compareRows({ ids, column }: Ground): Compare {
  return (a, b) => {
    const [x, y] = [column[a] as number, column[b] as number]
    if (x < y) return -1
    if (x > y) return 1
    return ids[a]! < ids[b]! ? -1 : 1
  }
}

function compareIds({ ids }: Ground): Compare {
  return (a, b) => (ids[a]! < ids[b]! ? -1 : 1)
}

function merge(old: Int32Array, added: Int32Array, stale: ReadonlySet<number>, compare: Compare): Int32Array {
  const merged = new Int32Array(old.length + added.length)
  let length = 0
  let next = 0
  for (const row of old) {
    if (stale.has(row)) continue
    while (next < added.length && compare(added[next]!, row) < 0) merged[length++] = added[next++]!
    merged[length++] = row
  }
  while (next < added.length) merged[length++] = added[next++]!
  return merged.subarray(0, length)
}

function firstWhere(rows: Int32Array, holds: (row: number) => boolean): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(rows[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
