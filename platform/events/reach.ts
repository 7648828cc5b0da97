import { type ClickHouseSettings, SettingsMap } from '@clickhouse/client'
import { type AccountId, isId } from '#kernel/id.ts'
import type { Confined, EventStore } from './store.ts'

/** Tables with rows of accounts, each under the column `account_id`. A test compares them with the schema. */
export const accountTables = ['events', 'usage_days', 'fact_history', 'past_facts'] as const

/**
 * Accounts that a question can be confined to at most. They travel in its address: a ClickHouse of the operator's takes
 * 25,000 with its own `http_max_uri_size` of 1 MiB, and more where that is raised.
 */
const atMost = 50_000

/** Those of them that tell facts, under the column `fact`. */
const factTables: readonly string[] = ['fact_history', 'past_facts'] satisfies (typeof accountTables)[number][]

/**
 * Has the engine itself leave out the rows of other accounts and facts, in every table that `sql` names. On a cluster, of
 * which `database` is ours, both the table of all shards and the one of each: wherever the rule is looked for, it is there.
 */
export function filtersOf(sql: string, confined: Confined | null, database?: string): ClickHouseSettings {
  if (confined === null) return {}
  const [within, without] = [accountRule(confined.only), factRule(confined.withoutFacts)]
  const rules = accountTables
    .filter((table) => sql.includes(table))
    .map(
      (table) =>
        [table, [within, factTables.includes(table) ? without : null].filter((rule) => rule !== null)] as const,
    )
    .filter(([, parts]) => parts.length > 0)
    .flatMap(([table, parts]) => {
      const names = database === undefined ? [table] : [`${database}.${table}`, `${database}.${table}_local`]
      return names.map((name) => [name, parts.join(' and ')] as const)
    })
  return rules.length === 0 ? {} : { additional_table_filters: SettingsMap.from(Object.fromEntries(rules)) }
}

function accountRule(only: readonly AccountId[] | null): string | null {
  if (only === null) return null
  if (only.length > atMost) throw new RangeError(`a reach of more than ${atMost} customers`)
  const wrong = only.find((id) => !isId(id))
  if (wrong !== undefined) throw new TypeError(`not an id: ${wrong}`)
  // A text within the text of a setting; full stops are what an address carries as they are.
  const list = `arrayMap(id -> toUUID(id), splitByChar(\\'.\\', \\'${only.join('.')}\\'))`
  return only.length === 0 ? '0' : `account_id in (${list})`
}

function factRule(facts: readonly string[]): string | null {
  const wrong = facts.find((key) => !/^[a-z0-9_.]+$/.test(key))
  if (wrong !== undefined) throw new TypeError(`not the key of a fact: ${wrong}`)
  return facts.length === 0 ? null : `fact not in splitByChar(\\'-\\', \\'${facts.join('-')}\\')`
}

/**
 * The event store as somebody sees it who reaches some accounts only, or from whom facts are withheld: whatever is asked,
 * nothing of the rest comes into it. `reached` and `withheld` are asked once. It can only be read.
 */
export function eventsWithin(
  events: EventStore,
  reached: (() => Promise<readonly AccountId[]>) | null,
  withheld: (() => Promise<readonly string[]>) | null = null,
): EventStore {
  const find = async (): Promise<Confined> => ({
    only: (await reached?.()) ?? null,
    withoutFacts: (await withheld?.()) ?? [],
  })
  let known: Promise<Confined> | undefined
  const refuse = () => Promise.reject(new Error('whoever does not see all writes nothing into the event store'))
  return {
    query: async (sql, params) => events.query(sql, params, await (known ??= find())),
    insert: refuse,
    command: refuse,
    ready: events.ready,
  }
}
