import type { AccountId } from '#kernel/id.ts'
import type { Moment, ReadFact } from './condition/evaluate.ts'
import { evaluator } from './condition/evaluate.ts'
import { print } from './condition/print.ts'
import type { Condition } from './condition/tree.ts'
import type { FactValue } from './fact.ts'
import { changeOrder, type Direction, makeOrder, type Order, type Place, startOf } from './rosterOrder.ts'

/**
 * All accounts of a workspace with some of their facts, column by column, each account at a place (a row) of its own. Which
 * accounts a condition holds for, and their order by a fact, are found once, then kept up with every change: a page of a
 * list is then read off, in the time that its own length takes.
 */
export type Roster = {
  readonly ids: AccountId[]
  readonly rowOf: Map<AccountId, number>
  readonly columns: Map<string, FactValue[]>
  readonly matches: Map<string, Matching>
  readonly orders: Map<string, Order>
}

/** The accounts that a condition holds for at some moment, by row: 1 where it does. */
export type Matching = { readonly marks: Uint8Array; readonly count: number }
type Kept = { marks: Uint8Array; count: number; readonly holds: (row: number) => boolean }

/** The stored facts of one account by key. */
export type RosterRow = { readonly id: AccountId; readonly values: readonly FactValue[] }

/** Stands at the places of accounts that were taken away. */
const nobody = '' as AccountId

/** Conditions whose matches are kept: those asked last. */
const mostKept = 48

export function emptyRoster(): Roster {
  return { ids: [], rowOf: new Map(), columns: new Map(), matches: new Map(), orders: new Map() }
}

/** Writes what is known of accounts now: `values` in the order of `keys`. New accounts come to stand at the end. */
export function putRows(roster: Roster, keys: readonly string[], rows: Iterable<RosterRow>): void {
  const columns = keys.map((key) => columnOf(roster, key))
  const touched: number[] = []
  for (const { id, values } of rows) {
    let row = roster.rowOf.get(id)
    if (row === undefined) {
      row = roster.ids.push(id) - 1
      roster.rowOf.set(id, row)
      for (const column of roster.columns.values()) column[row] = null
    }
    columns.forEach((column, at) => (column[row] = values[at] ?? null))
    touched.push(row)
  }
  keepUp(roster, touched)
}

/** Adds facts that the roster did not have, of the accounts that it has; nothing that it found before asked for them. */
export function addColumns(roster: Roster, keys: readonly string[], rows: Iterable<RosterRow>): void {
  const columns = keys.map((key) => columnOf(roster, key))
  let next = 0
  for (const { id, values } of rows) {
    // They come in the order of the roster, but for accounts that are new: looking each up would take ten times as long.
    const row = roster.ids[next] === id ? next : roster.rowOf.get(id)
    if (row === undefined) continue
    columns.forEach((column, at) => (column[row] = values[at] ?? null))
    next = row + 1
  }
}

/** Takes accounts away. Their places stay empty. */
export function removeRows(roster: Roster, ids: Iterable<AccountId>): void {
  const touched: number[] = []
  for (const id of ids) {
    const row = roster.rowOf.get(id)
    if (row === undefined) continue
    roster.rowOf.delete(id)
    roster.ids[row] = nobody
    for (const column of roster.columns.values()) column[row] = null
    touched.push(row)
  }
  keepUp(roster, touched)
}

/** Which accounts a condition holds for. The facts it asks must be among the columns. */
export function matching(roster: Roster, condition: Condition, moment: Moment): Matching {
  const key = `${moment.today} ${moment.currency} ${moment.timeZone} ${print(condition)}`
  const known = roster.matches.get(key)
  if (known) {
    roster.matches.delete(key) // and set again: the one asked last stands last
    roster.matches.set(key, known)
    return known
  }
  const kept: Kept = { marks: new Uint8Array(roster.ids.length), count: 0, holds: test(roster, condition, moment) }
  for (let row = 0; row < roster.ids.length; row++) mark(roster, kept, row)
  roster.matches.set(key, kept)
  const [oldest] = roster.matches.keys()
  if (roster.matches.size > mostKept) roster.matches.delete(oldest!)
  return kept
}

/** What is read of a list: accounts after a place, in the order of a stored fact, missing values last. */
export type Reading = {
  readonly matching: Matching
  readonly key: string
  readonly direction: Direction
  readonly after: Place | null
  readonly limit: number
  /** Where it is given, only of these. */
  readonly among?: ReadonlySet<AccountId>
}

/** The next accounts of a list with the value that each is ordered by. */
export function readRoster(roster: Roster, reading: Reading): Place[] {
  const { matching: wanted, key, direction, among, limit } = reading
  const order = orderOf(roster, key)
  const column = roster.columns.get(key)!
  const found: Place[] = []
  for (const part of startOf(order, { ids: roster.ids, column }, direction, reading.after)) {
    for (let at = part.from; at !== part.end && found.length < limit; at += part.step) {
      const row = part.rows[at]!
      const id = roster.ids[row]!
      if (wanted.marks[row] === 1 && (!among || among.has(id))) found.push({ value: column[row] ?? null, id })
    }
  }
  return found
}

function columnOf(roster: Roster, key: string): FactValue[] {
  let column = roster.columns.get(key)
  if (!column) {
    column = roster.ids.map(() => null)
    roster.columns.set(key, column)
  }
  return column
}

function orderOf(roster: Roster, key: string): Order {
  let order = roster.orders.get(key)
  const ground = { ids: roster.ids, column: roster.columns.get(key)! }
  if (!order) {
    order = makeOrder(ground, [...roster.rowOf.values()])
    roster.orders.set(key, order)
  } else if (order.stale.size > 0) {
    changeOrder(order, ground, (row) => lives(roster, row))
  }
  return order
}

function test(roster: Roster, condition: Condition, moment: Moment): (row: number) => boolean {
  const holds = evaluator(condition)
  let row = 0
  const read: ReadFact = (key) => roster.columns.get(key)![row] ?? null
  return (asked) => {
    row = asked
    return holds(read, moment)
  }
}

function keepUp(roster: Roster, rows: readonly number[]): void {
  for (const kept of roster.matches.values() as Iterable<Kept>) {
    if (kept.marks.length < roster.ids.length) kept.marks = grown(kept.marks, roster.ids.length)
    for (const row of rows) mark(roster, kept, row)
  }
  for (const order of roster.orders.values()) for (const row of rows) order.stale.add(row)
}

function mark(roster: Roster, kept: Kept, row: number): void {
  const now = lives(roster, row) && kept.holds(row) ? 1 : 0
  kept.count += now - kept.marks[row]!
  kept.marks[row] = now
}

function lives({ ids, rowOf }: Roster, row: number): boolean {
  return rowOf.get(ids[row]!) === row
}

function grown(marks: Uint8Array, length: number): Uint8Array {
  const larger = new Uint8Array(Math.ceil(length * 1.2))
  larger.set(marks)
  return larger
}
