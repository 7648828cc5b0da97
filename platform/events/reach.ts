import { type ClickHouseSettings, SettingsMap } from '@clickhouse/client'
import { type AccountId, isId } from '#kernel/id.ts'
import type { EventStore } from './store.ts'

/** Tables with rows of accounts, each under the column `account_id`. A test compares them with the schema. */
export const accountTables = ['events', 'usage_days', 'fact_history', 'past_facts'] as const

/**
 * Accounts that a question can be confined to at most. They travel in its address: a ClickHouse of the operator's takes
 * 25,000 with its own `http_max_uri_size` of 1 MiB, and more where that is raised.
 */
const atMost = 50_000

/** Has the engine itself leave out the rows of all accounts but these, in every table that `sql` names; nothing for null. */
export function filtersOf(sql: string, only: readonly AccountId[] | null): ClickHouseSettings {
  if (only === null) return {}
  if (only.length > atMost) throw new RangeError(`a reach of more than ${atMost} customers`)
  const wrong = only.find((id) => !isId(id))
  if (wrong !== undefined) throw new TypeError(`not an id: ${wrong}`)
  // A text within the text of a setting; full stops are what an address carries as they are.
  const list = `arrayMap(id -> toUUID(id), splitByChar(\\'.\\', \\'${only.join('.')}\\'))`
  const rule = only.length === 0 ? '0' : `account_id in (${list})`
  const named = accountTables.filter((table) => sql.includes(table))
  return { additional_table_filters: SettingsMap.from(Object.fromEntries(named.map((table) => [table, rule]))) }
}

/**
 * The event store as somebody sees it who reaches some accounts only: whatever is asked, nothing of any other comes into
 * it. `reached` is asked once. It can only be read.
 */
export function eventsWithin(events: EventStore, reached: () => Promise<readonly AccountId[]>): EventStore {
  let known: Promise<readonly AccountId[]> | undefined
  const refuse = () =>
    Promise.reject(new Error('whoever reaches some accounts only writes nothing into the event store'))
  return {
    query: async (sql, params) => events.query(sql, params, await (known ??= reached())),
    insert: refuse,
    command: refuse,
    ready: events.ready,
  }
}
