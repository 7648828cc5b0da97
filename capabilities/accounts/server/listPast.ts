import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { matching, readRoster, type Roster } from '#capabilities/facts/core/roster.ts'
import { addToPast, factCatalogue, historyBegins, pastRosterOf, startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day, dayOf } from '#kernel/day.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'
import { isSortable, isSummable, parseKeys, parseSort, readCursor, writeCursor } from '../core/listing.ts'
import { accountSearchText, searchNeedle } from '../core/searchText.ts'
import { conditionNamed, factsNamed } from './listCatalogue.ts'

export type PastCall = Pick<CallContext, 'caller' | 'database' | 'events'>

type Query = { condition?: string | undefined; search?: string | undefined; asOf: Day }
/** What is known of the day that was asked for: from when on there is a past, and which facts it does not tell. */
export type PastKnown = { day: Day; begins: Day | null; unknown: string[] }
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

/** A page of the customer list as it would have been at the end of a past day. */
export async function listPast(
  tx: Tx,
  call: PastCall,
  asked: Query & { columns: string; sort: string; cursor?: string | undefined; limit: number },
): Promise<{ rows: Row[]; next: string | null; asOf: PastKnown }> {
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
  const facts = columns.map((one) => catalogue.get(one)!).filter((one) => !known.unknown.includes(one.key))
  const value = valueOf(call, roster, asked.asOf)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ id }) => {
      const row = roster.rowOf.get(id)!
      const pairs = facts.map((one) => [one.key, value(one, row)] as const).filter(([, known_]) => known_ !== null)
      return { id, version: 0, name: String(value(catalogue.get(name)!, row) ?? ''), values: Object.fromEntries(pairs) }
    }),
    next: places.length > shown.length && last ? writeCursor(last) : null,
    asOf: known,
  }
}

/** How many accounts would have matched at the end of a past day, and sums over them. */
export async function totalPast(tx: Tx, call: PastCall, asked: Query & { sums: string }) {
  const summed = parseKeys(asked.sums)
  const { catalogue, roster, wanted, among } = await prepare(tx, call, asked, { columns: summed, sort: name })
  const facts = summed.map((key) => catalogue.get(key)!).filter(isSummable)
  const sums: Record<string, number> = Object.fromEntries(facts.map((fact) => [fact.key, 0]))
  let accounts = 0
  for (const [id, row] of roster.rowOf) {
    if (wanted.marks[row] !== 1 || (among && !among.has(id))) continue
    accounts++
    for (const { key } of facts) {
      const value = roster.columns.get(key)?.[row]
      if (typeof value === 'number') sums[key] = sums[key]! + value
    }
  }
  return { accounts, sums }
}

async function prepare(tx: Tx, call: PastCall, asked: Query, given: { columns: readonly string[]; sort: string }) {
  const { workspace } = call.caller
  const { database, events } = call
  const { asOf: day } = asked
  const catalogue = await factCatalogue(tx, workspace)
  const issues: Issue[] = []
  const condition = conditionNamed(catalogue, asked.condition, issues)
  const columns = factsNamed(catalogue, given.columns, 'columns', issues)
  const [sort] = factsNamed(catalogue, [given.sort], 'sort', issues)
  if (sort && !isSortable(sort)) issues.push({ field: 'sort', value: sort.key, rule: 'not_sortable' })
  const end = startOfDay(addDays(day, 1), workspace.timeZone)
  const isUnknown = (fact: FactDefinition | undefined) =>
    fact?.kept === false || (fact?.keptFrom !== undefined && Date.parse(fact.keptFrom) >= end)
  const stored = (fact: FactDefinition) => catalogue.get(fact.derived?.of ?? fact.key)
  const asks = factsOf(condition).filter((key) => !catalogue.get(key)?.derived)
  for (const key of asks)
    if (isUnknown(catalogue.get(key))) issues.push({ field: 'condition', value: key, rule: 'not_kept_then' })
  if (sort && isUnknown(stored(sort))) issues.push({ field: 'sort', value: sort.key, rule: 'not_kept_then' })
  if (issues.length > 0) throw refused(issues)

  const unknown = columns.filter((fact) => isUnknown(stored(fact))).map((fact) => fact.key)
  const shown = [...columns, ...(sort ? [sort] : [])].flatMap((fact) => stored(fact) ?? [])
  const facts = [...new Set([...shown.filter((fact) => !isUnknown(fact)).map(({ key }) => key), ...asks])]
  const ground = { database, events, workspace }
  const roster = await pastRosterOf(ground, { catalogue, day, facts: facts.filter((key) => key !== name) })
  if (sort?.key === name) await addToPast(ground, { day, key: reading }, () => readings(tx, roster))
  const begins = await historyBegins(events, workspace.id)
  const needle = searchNeedle(asked.search ?? '')
  return {
    catalogue,
    roster,
    known: { day, begins: begins === null ? null : dayOf(begins, workspace.timeZone), unknown },
    wanted: matching(roster, condition, { today: day, currency: workspace.currency, timeZone: workspace.timeZone }),
    ...(needle === '' ? {} : { among: named(roster, needle) }),
  } satisfies Ground
}

/** How accounts are read aloud, as far as they are still there; the others by the name they had. */
async function readings(tx: Tx, roster: Roster): Promise<Map<AccountId, FactValue>> {
  const { rows } = await sql<{ id: AccountId; reading: string }>`select id, reading from accounts`.execute(tx)
  const known = new Map(rows.map((row) => [row.id, row.reading]))
  const names = roster.columns.get(name) ?? []
  return new Map([...roster.rowOf].map(([id, row]) => [id, known.get(id) ?? names[row] ?? null]))
}

/** Accounts whose name of that day holds what was searched for. */
function named(roster: Roster, needle: string): ReadonlySet<AccountId> {
  const names = roster.columns.get(name) ?? []
  const holds = (row: number) =>
    accountSearchText({ name: String(names[row] ?? ''), nameKana: null, nameEn: null }).includes(needle)
  return new Set([...roster.rowOf].filter(([, row]) => holds(row)).map(([id]) => id))
}

/** Reads a fact of a row as a list shows it: clock facts are counted up to that day. */
function valueOf(call: PastCall, roster: Roster, day: Day) {
  const { currency, timeZone } = call.caller.workspace
  const moment = { today: day, currency, timeZone }
  return (fact: FactDefinition, row: number): FactValue => {
    const stored = (key: string) => roster.columns.get(key)?.[row] ?? null
    return fact.derived ? factValue(fact)(stored, moment) : stored(fact.key)
  }
}
