import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import { print } from '#capabilities/facts/core/condition/print.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { groundOf, type PastGround } from '#capabilities/facts/core/pastGround.ts'
import { matching, readRoster, type Roster } from '#capabilities/facts/core/roster.ts'
import { addToPast, factCatalogue, pastReach, pastRosterOf, untoldFacts } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'
import { isSortable, isSummable, parseKeys, parseSort, readCursor, writeCursor } from '../core/listing.ts'
import { accountSearchText, searchNeedle } from '../core/searchText.ts'
import { conditionNamed, factsNamed } from './listCatalogue.ts'
import { groupCondition, mostGroups, type Totals } from './totals.ts'

export type PastCall = Pick<CallContext, 'caller' | 'database' | 'events'>

type Query = { condition?: string | undefined; search?: string | undefined; asOf: Day }
/** What the answer about a day stands on, and which of the facts that were asked for it does not tell. */
export type PastKnown = { day: Day; ground: PastGround; unknown: string[] }
type Row = { id: AccountId; version: number; name: string; values: Record<string, FactValue> }

/** The order of names is that of their reading, which is told of the accounts as they are now. */
const reading = 'account.reading'
const name = 'account.name'

type Ground = {
  catalogue: Catalogue
  roster: Roster
  known: PastKnown
  wanted: ReturnType<typeof matching>
  among?: ReadonlySet<AccountId>
}

/** The day that is asked about where it is a past one. */
export const pastDay = ({ today }: Pick<CallContext, 'today'>, asOf: string | undefined): Day | null =>
  asOf !== undefined && asOf < today() ? (asOf as Day) : null

/** A page of the customer list as it would have been at the end of a past day. */
export async function listPast(
  tx: Tx,
  call: PastCall,
  asked: Query & { columns: string; sort: string; cursor?: string | undefined; limit: number },
): Promise<{ rows: Row[]; next: string | null; facts: readonly FactDefinition[]; asOf: PastKnown }> {
  const { key, descending } = parseSort(asked.sort)
  const columns = parseKeys(asked.columns)
  const { catalogue, roster, known, wanted, among } = await prepare(tx, call, asked, { columns, sort: key })
  const after = asked.cursor === undefined ? null : readCursor(asked.cursor)
  if (asked.cursor !== undefined && after === null) throw refused([{ field: 'cursor', rule: 'unknown_cursor' }])
  const fact = catalogue.get(key)!
  const direction = descending !== (fact.derived?.measure === 'days_since') ? 'down' : 'up'
  const order = key === name ? reading : (fact.derived?.of ?? key)
  const limit = asked.limit + 1
  const reads = { matching: wanted, key: order, direction, after, limit, ...(among ? { among } : {}) } as const
  const places = roster.columns.has(order) ? readRoster(roster, reads) : []
  const shown = places.slice(0, asked.limit)
  const facts = columns.map((one) => catalogue.get(one)!)
  const told = facts.filter((one) => !known.unknown.includes(one.key))
  const value = valueOf(call, roster, known)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ id }) => {
      const row = roster.rowOf.get(id)!
      const pairs = told.map((one) => [one.key, value(one, row)] as const).filter(([, known_]) => known_ !== null)
      return { id, version: 0, name: String(value(catalogue.get(name)!, row) ?? ''), values: Object.fromEntries(pairs) }
    }),
    next: places.length > shown.length && last ? writeCursor(last) : null,
    facts,
    asOf: known,
  }
}

/** How many accounts would have matched at the end of a past day, and sums over them. */
export async function totalPast(
  tx: Tx,
  call: PastCall,
  asked: Query & { sums: string },
): Promise<Totals & { asOf: PastKnown }> {
  const summed = parseKeys(asked.sums)
  const ground = await prepare(tx, call, asked, { columns: summed, sort: name })
  const [all] = totalsBy(ground, summed, () => [null])
  const nobody = { accounts: 0, sums: Object.fromEntries(summedOf(ground, summed).map((key) => [key, 0])) }
  return { ...(all?.[1] ?? nobody), asOf: ground.known }
}

/** The accounts that would have matched at the end of a past day, by the values that a fact had, as `groupAccounts` has them. */
export async function groupPast(
  tx: Tx,
  call: PastCall,
  asked: Query & { sums: string; by: string },
): Promise<{ groups: (Totals & { value: FactValue; condition: string })[]; more: boolean }> {
  const summed = parseKeys(asked.sums)
  const ground = await prepare(tx, call, asked, { columns: summed, sort: name, by: asked.by })
  const by = ground.catalogue.get(asked.by)!
  const value = valueOf(call, ground.roster, ground.known)
  const groups = totalsBy(ground, summed, (row) => {
    const found = value(by, row)
    return Array.isArray(found) && found.length > 0 ? found : [Array.isArray(found) ? null : found]
  }).sort(([a, one], [b, other]) => other.accounts - one.accounts || inOrder(a, b))
  const { currency } = call.caller.workspace
  return {
    groups: groups.slice(0, mostGroups).map(([of, totals]) => {
      return { value: of, condition: print(groupCondition(by, of, currency)), ...totals }
    }),
    more: groups.length > mostGroups,
  }
}

/** Totals over the accounts that match, by what each counts under. */
function totalsBy(ground: Ground, keys: readonly string[], under: (row: number) => readonly FactValue[]) {
  const { roster, wanted, among } = ground
  const summed = summedOf(ground, keys)
  const found = new Map<FactValue, Totals>()
  for (const [id, row] of roster.rowOf) {
    if (wanted.marks[row] !== 1 || (among && !among.has(id))) continue
    for (const value of under(row)) {
      const totals = found.get(value) ?? { accounts: 0, sums: Object.fromEntries(summed.map((key) => [key, 0])) }
      found.set(value, totals)
      totals.accounts++
      for (const key of summed) {
        const amount = roster.columns.get(key)?.[row]
        if (typeof amount === 'number') totals.sums[key] = totals.sums[key]! + amount
      }
    }
  }
  return [...found]
}

const summedOf = ({ catalogue }: Ground, keys: readonly string[]) =>
  keys.filter((key) => isSummable(catalogue.get(key)!) && !catalogue.get(key)!.withheld)

/** Values in their order, missing ones last. */
function inOrder(a: FactValue, b: FactValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1
}

async function prepare(
  tx: Tx,
  call: PastCall,
  asked: Query,
  given: { columns: readonly string[]; sort: string; by?: string },
): Promise<Ground> {
  const { workspace } = call.caller
  const { database, events } = call
  const { asOf: day } = asked
  const catalogue = await factCatalogue(tx, workspace)
  const issues: Issue[] = []
  const condition = conditionNamed(catalogue, asked.condition, issues)
  const columns = factsNamed(catalogue, given.columns, 'columns', issues)
  const [sort] = factsNamed(catalogue, [given.sort], 'sort', issues)
  const [by] = given.by === undefined ? [] : factsNamed(catalogue, [given.by], 'by', issues)
  if (sort && !isSortable(sort)) issues.push({ field: 'sort', value: sort.key, rule: 'not_sortable' })
  if (by?.type === 'instant') issues.push({ field: 'by', value: by.key, rule: 'not_groupable' })

  const ground = groundOf(day, await pastReach(tx, events, workspace))
  const asks = factsOf(condition).filter((key) => !catalogue.get(key)?.derived)
  const named = [...columns, ...(sort ? [sort] : []), ...(by ? [by] : [])].map((fact) => fact.key)
  // Of a day that nothing reaches there is nobody to tell anything of; and month ends have the names of now.
  const told = { ground, timeZone: workspace.timeZone }
  const unknown = new Set(ground.from === 'nothing' ? [] : untoldFacts(catalogue, [...named, ...asks], told))
  unknown.delete(name)
  const refuse = (field: string, key: string | undefined) =>
    key !== undefined && unknown.has(key) && issues.push({ field, value: key, rule: 'not_kept_then' })
  for (const key of asks) refuse('condition', key)
  refuse('sort', sort?.key)
  refuse('by', by?.key)
  if (issues.length > 0) throw refused(issues)

  const stored = named.filter((key) => !unknown.has(key)).map((key) => catalogue.get(key)?.derived?.of ?? key)
  const facts = [...new Set([...stored, ...asks])].filter((key) => key !== name)
  const place = { database, events, workspace }
  const roster = await pastRosterOf(place, { catalogue, ground, facts })
  if (ground.from === 'month_end') await addToPast(place, { ground, key: name }, () => namesNow(tx))
  if (sort?.key === name) await addToPast(place, { ground, key: reading }, () => readings(tx, roster))
  const needle = searchNeedle(asked.search ?? '')
  const moment = { today: ground.on ?? day, currency: workspace.currency, timeZone: workspace.timeZone }
  return {
    catalogue,
    roster,
    known: { day, ground, unknown: columns.filter(({ key }) => unknown.has(key)).map(({ key }) => key) },
    wanted: matching(roster, condition, moment),
    ...(needle === '' ? {} : { among: accountsNamed(roster, needle) }),
  }
}

/** What accounts are called now. */
async function namesNow(tx: Tx): Promise<Map<AccountId, FactValue>> {
  const { rows } = await sql<{ id: AccountId; name: string }>`select id, name from accounts`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** How accounts are read aloud, as far as they are still there; the others by the name they had. */
async function readings(tx: Tx, roster: Roster): Promise<Map<AccountId, FactValue>> {
  const { rows } = await sql<{ id: AccountId; reading: string }>`select id, reading from accounts`.execute(tx)
  const known = new Map(rows.map((row) => [row.id, row.reading]))
  const names = roster.columns.get(name) ?? []
  return new Map([...roster.rowOf].map(([id, row]) => [id, known.get(id) ?? names[row] ?? null]))
}

/** Accounts whose name of that day holds what was searched for. */
function accountsNamed(roster: Roster, needle: string): ReadonlySet<AccountId> {
  const names = roster.columns.get(name) ?? []
  const holds = (row: number) =>
    accountSearchText({ name: String(names[row] ?? ''), nameKana: null, nameEn: null }).includes(needle)
  return new Set([...roster.rowOf].filter(([, row]) => holds(row)).map(([id]) => id))
}

/** Reads a fact of a row as a list shows it: clock facts are counted up to that day. */
function valueOf(call: PastCall, roster: Roster, { day, ground }: PastKnown) {
  const { currency, timeZone } = call.caller.workspace
  const moment = { today: ground.on ?? day, currency, timeZone }
  return (fact: FactDefinition, row: number): FactValue => {
    const stored = (key: string) => roster.columns.get(key)?.[row] ?? null
    return fact.derived ? factValue(fact)(stored, moment) : stored(fact.key)
  }
}
