import { type Day, addDays } from '#kernel/day.ts'
import { masteredDays } from './proficiency.ts'
import { changeInPercent, type Count, type Metric, rounded, windowBefore } from './metric.ts'

/** SQL in the event store's dialect; values are bound as `{name:Type}`. */
export type Query = { readonly sql: string; readonly params: Readonly<Record<string, unknown>> }

/** One row of what a plan asks for: an account and its counts, by column. */
export type CountRow = { readonly account: string } & Readonly<Record<string, number | string>>

/** What is to be read for some metrics, each count once, and what the metrics are then. */
export type UsagePlan = {
  /** Counts for these accounts (null: all) as of a day, from the roll-up, in one query. */
  readonly query: (workspaceId: string, accounts: readonly string[] | null, asOf: Day) => Query
  /** Metrics by key (`weekly_active_users`, and for compared ones `.previous`, `.change`); null where there is nothing to tell. */
  readonly values: (row: CountRow) => Record<string, number | string | null>
}

const never = '1970-01-01' // what the event store calls no day at all

/** Compiles metrics (keys under `prefix`) into one query: with `ownPlan`, the only place where SQL of metrics is put together. */
export function usagePlan(metrics: readonly Metric[], prefix = ''): UsagePlan {
  const columns = new Map<string, Count>()
  const columnOf = (count: Count): string => {
    const { measure, window } = count
    const name = `${measure}_${window.days ?? 'all'}_${window.back}`
    columns.set(name, count)
    return name
  }
  const readers = metrics.map((metric) => readerOf(metric, `${prefix}${metric.key}`, columnOf))
  const select = [...columns].map(([name, count]) => `${countSql(count)} as ${name}`).join(',\n  ')
  return {
    query: (workspaceId, accounts, asOf) => ({
      sql: `select toString(account_id) as account,
  ${select}
from usage_days final
where gone = 0 and workspace_id = {workspace:UUID} and day <= {asOf:Date} and account_id ${
        accounts === null ? '!= {nobody:UUID}' : 'in {accounts:Array(UUID)}'
      }
group by account_id`,
      params: {
        workspace: workspaceId,
        asOf,
        ...(accounts === null ? { nobody: '00000000-0000-0000-0000-000000000000' } : { accounts }),
      },
    }),
    values: (row) => {
      const values: Values = {}
      for (const read of readers) read(row, values)
      return values
    },
  }
}

type Values = Record<string, number | string | null>
type Reader = (row: CountRow, into: Values) => void

function readerOf({ value, compared }: Metric, key: string, columnOf: (count: Count) => string): Reader {
  if ('ratio' in value) {
    const [part, whole] = value.ratio.map(columnOf) as [string, string]
    return (row, into) => {
      into[key] = row[whole] ? rounded((Number(row[part]) / Number(row[whole])) * value.times) : null
    }
  }
  const column = columnOf(value)
  if (value.measure === 'first_feature_day' || value.measure === 'last_day')
    return (row, into) => {
      into[key] = row[column] === never ? null : row[column]!
    }
  if (!compared)
    return (row, into) => {
      into[key] = Number(row[column])
    }
  const before = columnOf({ measure: value.measure, window: windowBefore(value.window) })
  const [keyBefore, keyOfChange] = [`${key}.previous`, `${key}.change`]
  return (row, into) => {
    const [now, then] = [Number(row[column]), Number(row[before])]
    into[key] = now
    into[keyBefore] = then
    into[keyOfChange] = changeInPercent(then, now)
  }
}

function countSql({ measure, window }: Count): string {
  const inside = window.days === null ? '1' : insideSql(window.days, window.back)
  switch (measure) {
    case 'users':
      return `uniqExactIf(person_key, person_key != '' and ${inside})`
    case 'user_days':
      return `uniqExactIf((person_key, day), person_key != '' and ${inside})`
    case 'uses':
      return `sumIf(uses, ${inside})`
    case 'features':
      return `uniqExactIf(event, ${inside})`
    case 'days':
      return `uniqExactIf(day, ${inside})`
    case 'weeks':
      return `uniqExactIf(intDiv({asOf:Date} - day, 7), ${inside})`
    case 'first_feature_day':
      return `toString(minIf(day, kind = 'track' and ${inside}))`
    case 'last_day':
      return `toString(maxIf(day, ${inside}))`
  }
}

/** Numbers of our own code, never anybody's text. */
function insideSql(days: number, back: number): string {
  const from = `day > {asOf:Date} - ${days + back}`
  return back === 0 ? from : `${from} and day <= {asOf:Date} - ${back}`
}

/** The week (0 the latest) in which a day lies, counted back from the last day. */
export function weekStarts(asOf: Day, weeks: number): Day[] {
  return Array.from({ length: weeks }, (_, week) => addDays(asOf, -7 * (weeks - week) + 1))
}

/** How often each feature of an account was used, and by how many people, in each of the last weeks. */
export function featureWeeksQuery(workspaceId: string, account: string, asOf: Day, weeks: number): Query {
  return {
    sql: `select event, kind, ${weeks - 1} - intDiv({asOf:Date} - day, 7) as week, sum(uses) as uses,
  uniqExactIf(person_key, person_key != '') as users
from usage_days final
where gone = 0 and workspace_id = {workspace:UUID} and account_id = {account:UUID} and ${insideSql(weeks * 7, 0)} and day <= {asOf:Date}
group by event, kind, week order by event, week`,
    params: { workspace: workspaceId, account, asOf },
  }
}

/** Who used the product on behalf of an account in the last days, what, how much and how well, the busiest first. */
export function usersQuery(workspaceId: string, account: string, asOf: Day, days: number, limit: number): Query {
  return {
    sql: `select person, sum(uses) as uses, length(arrayDistinct(flattened)) as days,
  length(arrayDistinct(arrayMap(d -> intDiv({asOf:Date} - d, 7), flattened))) as weeks,
  uniqExact(event) as features, countIf(kind = 'track' and length(used) >= ${masteredDays}) as mastered,
  toUnixTimestamp64Milli(max(last)) as last, arrayFlatten(groupArray(used)) as flattened
from (
  select person_key as person, event, kind, sum(uses) as uses, groupUniqArray(day) as used, max(last_at) as last
  from usage_days final
  where gone = 0 and workspace_id = {workspace:UUID} and account_id = {account:UUID} and ${insideSql(days, 0)} and day <= {asOf:Date}
    and person_key != ''
  group by person_key, event, kind
)
group by person order by days desc, uses desc, person limit ${limit}`,
    params: { workspace: workspaceId, account, asOf },
  }
}

/** How many features anybody used in the last days: what there is to master. */
export function offeredQuery(workspaceId: string, asOf: Day, days: number): Query {
  return {
    sql: `select uniqExact(event) as offered from usage_days
where workspace_id = {workspace:UUID} and kind = 'track' and ${insideSql(days, 0)} and day <= {asOf:Date}`,
    params: { workspace: workspaceId, asOf },
  }
}
