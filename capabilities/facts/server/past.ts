import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type FactDefinition, type FactValue, sameValue } from '#capabilities/facts/core/fact.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { valueOfHistory } from './history.ts'
import type { FactRow } from './rows.ts'

type Kept = [number | null, string | null]

/** The first instant of a day in a time zone, milliseconds since 1970. */
export function startOfDay(day: Day, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds
}

/** The last instant of a day in a time zone, milliseconds since 1970. */
export function endOfDay(day: Day, timeZone: string): number {
  return startOfDay(addDays(day, 1), timeZone) - 1
}

/**
 * What was known of some facts at the end of a past day: of all accounts that were known then, or of those named.
 * Nothing that was learned later takes part. Clock facts are left to whoever asks: their dates are answered.
 */
export async function factsAsOf(
  events: EventStore,
  workspace: { id: WorkspaceId; timeZone: string },
  asked: { catalogue: Catalogue; facts: readonly string[]; day: Day; accounts?: readonly AccountId[] },
): Promise<Map<AccountId, FactRow>> {
  const { catalogue, facts, day, accounts } = asked
  const found = new Map<AccountId, FactRow>()
  const rows = await events.query<{ account: AccountId; fact: string; kept: Kept }>(
    `select toString(account_id) as account, fact, argMax(tuple(number, text), known_at) as kept
     from fact_history
     where workspace_id = {workspace:UUID} and fact in {facts:Array(String)}
       and known_at < fromUnixTimestamp64Milli({before:Int64})
       ${accounts ? 'and account_id in {accounts:Array(UUID)}' : ''}
     group by account_id, fact`,
    {
      workspace: workspace.id,
      facts,
      before: startOfDay(addDays(day, 1), workspace.timeZone),
      ...(accounts ? { accounts } : {}),
    },
  )
  for (const { account, fact, kept } of rows) {
    const definition = catalogue.get(fact)
    if (!definition) continue
    const row = found.get(account) ?? {}
    row[fact] = valueOfHistory(definition, { number: kept[0], text: kept[1] })
    found.set(account, row)
  }
  return found
}

/**
 * What was known of one fact at the end of some past days, a map per day: of all accounts, or of those named. Accounts of
 * which it was missing are left out. One query, however many days.
 */
export async function factOnDays(
  events: EventStore,
  workspace: { id: WorkspaceId; timeZone: string },
  asked: { fact: FactDefinition; days: readonly Day[]; accounts?: readonly AccountId[] },
): Promise<ReadonlyMap<AccountId, FactValue>[]> {
  const { fact, days, accounts } = asked
  const ends = days.map((day) => startOfDay(addDays(day, 1), workspace.timeZone))
  const kepts = days.map((_, at) => {
    const end = `fromUnixTimestamp64Milli({ends:Array(Int64)}[${at + 1}])`
    return `argMaxIf(tuple(number, text), known_at, known_at < ${end})`
  })
  const rows = await events.query<{ account: AccountId; kept: Kept[] }>(
    `select toString(account_id) as account, [${kepts.join(', ')}] as kept
     from fact_history
     where workspace_id = {workspace:UUID} and fact = {fact:String}
       and known_at < fromUnixTimestamp64Milli({last:Int64}) ${accounts ? 'and account_id in {accounts:Array(UUID)}' : ''}
     group by account_id`,
    { workspace: workspace.id, fact: fact.key, ends, last: Math.max(...ends), ...(accounts ? { accounts } : {}) },
  )
  return days.map((_, at) => {
    const values = new Map<AccountId, FactValue>()
    for (const { account, kept } of rows) {
      const value = valueOfHistory(fact, { number: kept[at]![0], text: kept[at]![1] })
      if (value !== null) values.set(account, value)
    }
    return values
  })
}

/** A value and from when it was known, milliseconds since 1970. */
export type Known = { at: number; value: FactValue }

/**
 * How a fact went for some accounts, oldest first, from `from` on (milliseconds since 1970); the first entry is what was
 * known at `from`, where something was. One query, however many accounts.
 */
export async function factHistory(
  events: EventStore,
  workspaceId: WorkspaceId,
  asked: { fact: FactDefinition; accounts: readonly AccountId[]; from: number },
): Promise<Map<AccountId, Known[]>> {
  const { fact, accounts, from } = asked
  const rows = await events.query<{ account: AccountId; earlier: number; known: [number, Kept][]; at_start: Kept }>(
    `select toString(account_id) as account,
       countIf(known_at <= start) as earlier,
       argMaxIf(tuple(number, text), known_at, known_at <= start) as at_start,
       arraySort(groupArrayIf(tuple(toFloat64(toUnixTimestamp64Milli(known_at)), tuple(number, text)), known_at > start)) as known
     from (
       select account_id, known_at, number, text, fromUnixTimestamp64Milli({from:Int64}) as start from fact_history
       where workspace_id = {workspace:UUID} and fact = {fact:String} and account_id in {accounts:Array(UUID)}
     ) group by account_id`,
    { workspace: workspaceId, fact: fact.key, accounts, from },
  )
  const found = new Map<AccountId, Known[]>()
  for (const { account, earlier, known, at_start } of rows) {
    const all: [number, Kept][] = earlier > 0 ? [[from, at_start], ...known] : known
    const values = all.map(([at, [number, text]]) => ({ at, value: valueOfHistory(fact, { number, text }) }))
    // A rebuilt store may carry a change twice until its parts merge.
    found.set(
      account,
      values.filter((one, i) => i === 0 || !sameValue(values[i - 1]!.value, one.value)),
    )
  }
  return found
}

/** A fact that is not what it was: since when, what it was before and what it is now. */
export type Change = { fact: string; at: number; before: FactValue; after: FactValue }

/** What changed of one account after an instant (milliseconds since 1970), the newest first: "since you last looked". */
export async function changesSince(
  events: EventStore,
  workspaceId: WorkspaceId,
  asked: { catalogue: Catalogue; account: AccountId; since: number },
): Promise<Change[]> {
  const rows = await events.query<{ fact: string; at: number; earlier: Kept; now: Kept }>(
    `select fact, toFloat64(toUnixTimestamp64Milli(max(known_at))) as at,
       argMaxIf(tuple(number, text), known_at, known_at <= start) as earlier, argMax(tuple(number, text), known_at) as now
     from (
       select fact, known_at, number, text, fromUnixTimestamp64Milli({since:Int64}) as start from fact_history
       where workspace_id = {workspace:UUID} and account_id = {account:UUID}
     ) group by fact having max(known_at) > any(start) order by at desc, fact`,
    { workspace: workspaceId, account: asked.account, since: asked.since },
  )
  return rows.flatMap(({ fact, at, earlier, now }) => {
    const definition = asked.catalogue.get(fact)
    if (!definition) return []
    const before = valueOfHistory(definition, { number: earlier[0], text: earlier[1] })
    const after = valueOfHistory(definition, { number: now[0], text: now[1] })
    return sameValue(before, after) ? [] : [{ fact, at, before, after }]
  })
}

/** The first day from which anything is known of a workspace's accounts, milliseconds since 1970; null: nothing yet. */
export async function historyBegins(events: EventStore, workspaceId: WorkspaceId): Promise<number | null> {
  const [row] = await events.query<{ n: number; at: number }>(
    `select count() as n, toFloat64(toUnixTimestamp64Milli(min(known_at))) as at from fact_history
     where workspace_id = {workspace:UUID} and fact = 'account.name'`,
    { workspace: workspaceId },
  )
  return row && row.n > 0 ? row.at : null
}
