import { addDays, type Day } from '#kernel/day.ts'
import { type Binding, bind, countingSql, fromDays, newBinding, reachOf } from './counting.ts'
import { type Counting, countingsOf, isDay, isMissingWithout, type OwnMetric } from './definition.ts'
import { usageKinds } from './event.ts'
import { changeInPercent } from './metric.ts'
import type { Query } from './plan.ts'

/** Whose use is counted. Null: all accounts'. */
export type Scope = { readonly workspaceId: string; readonly accounts: readonly string[] | null }

type Value = number | string | null
/** One row: an account (and a day), and its countings by column. */
export type CountedRow = { readonly account: string; readonly shown_on?: Day } & Readonly<Record<string, Value>>

/** A counting that a metric needs: `back` 1 for the window before. */
type Column = { readonly name: string; readonly counting: Counting; readonly back: 0 | 1 }

/** The columns of some metrics, by where they are read from. */
export function columnsOf(metrics: readonly OwnMetric[]): { days: Column[]; events: Column[] } {
  const columns = metrics.flatMap((metric, at) =>
    countingsOf(metric).flatMap((counting, part): Column[] => {
      const now: Column = { name: columnName(at, part, 0), counting, back: 0 }
      return metric.compared ? [now, { name: columnName(at, part, 1), counting, back: 1 }] : [now]
    }),
  )
  return {
    days: columns.filter(({ counting }) => fromDays(counting)),
    events: columns.filter(({ counting }) => !fromDays(counting)),
  }
}

const columnName = (metric: number, part: number, back: 0 | 1) => `m${metric}_${part}_${back}`
const kinds = usageKinds.map((kind) => `'${kind}'`).join(', ')
const nobody = '00000000-0000-0000-0000-000000000000'

/** What metrics are as of a day: at most two queries, one over the roll-up and one over the events. */
export function nowQueries(metrics: readonly OwnMetric[], scope: Scope, asOf: Day): Query[] {
  const { days, events } = columnsOf(metrics)
  return [days, events].flatMap((columns) => {
    if (columns.length === 0) return []
    const binding = newBinding({ workspace: scope.workspaceId, asOf })
    const selected = columns.map(
      ({ name, counting, back }) => `${countingSql(counting, back, '{asOf:Date}', binding)} as ${name}`,
    )
    const from = rowsSql(columns, scope, { from: asOf, to: asOf }, binding)
    const sql = `select toString(account_id) as account,\n  ${selected.join(',\n  ')}\nfrom (${from})\ngroup by account_id`
    return [{ sql, params: binding.params }]
  })
}

/** The same for every day of a span: each row is laid under the days whose windows it falls into. */
export function daysQueries(metrics: readonly OwnMetric[], scope: Scope, span: DaySpan): Query[] {
  const { days, events } = columnsOf(metrics)
  return [days, events].flatMap((columns) => {
    if (columns.length === 0) return []
    const binding = newBinding({ workspace: scope.workspaceId, from: span.from, to: span.to })
    const sql = `select toString(account_id) as account, toString(shown) as shown_on, ${laidColumns(columns, binding)}
from (${laidSql(columns, scope, span, binding)})
group by account_id, shown order by account_id, shown`
    return [{ sql, params: binding.params }]
  })
}

/** Days, both included. */
export type DaySpan = { readonly from: Day; readonly to: Day }

function laidColumns(columns: readonly Column[], binding: Binding): string {
  return columns
    .map(({ name, counting, back }) => `${countingSql(counting, back, 'shown', binding)} as ${name}`)
    .join(', ')
}

/** Rows of use with each day they count for; every account stands under every day since its first use, used or not. */
function laidSql(columns: readonly Column[], scope: Scope, span: DaySpan, binding: Binding): string {
  const reach = reachOfAll(columns)
  const rows = rowsSql(columns, scope, span, binding)
  const extra = [...binding.properties.values()].map((column) => `, '' as ${column}`).join('')
  const last = reach === null ? '{to:Date}' : `least(day + ${reach - 1}, {to:Date})`
  const firsts = `select account_id, min(day) as first from usage_days final
    where workspace_id = {workspace:UUID} and ${whose(scope, binding)} group by account_id having first <= {to:Date}`
  return `
  select *, arrayJoin(arrayMap(i -> greatest(day, {from:Date}) + i,
    range(toUInt32(greatest(0, ${last} - greatest(day, {from:Date}) + 1))))) as shown
  from (${rows})
  union all
  select account_id, toDate('2149-06-06') as day, '' as kind, '' as event, '' as person_key, 0. as uses,
    toDateTime64(0, 3, 'UTC') as at${extra}, arrayJoin(arrayMap(i -> greatest(first, {from:Date}) + i,
    range(toUInt32({to:Date} - greatest(first, {from:Date}) + 1)))) as shown
  from (${firsts})`
}

/** Rows that can count on some day of the span; the `at` of events only helps to skip whole months. */
function rowsSql(columns: readonly Column[], scope: Scope, span: DaySpan, binding: Binding): string {
  const overEvents = columns.some(({ counting }) => !fromDays(counting))
  // Built before the where: the countings have said by now which properties they read, or do so in `laidColumns`.
  const reach = reachOfAll(columns)
  const since = reach === null ? null : addDays(span.from, -reach)
  const bounds = [
    `workspace_id = {workspace:UUID}`,
    whose(scope, binding),
    `day <= ${bind(binding, span.to, 'Date')}`,
    ...(since === null ? [] : [`day > ${bind(binding, since, 'Date')}`]),
  ]
  const names = namesOf(columns)
  if (names) bounds.push(`event in ${bind(binding, names, 'Array(String)')}`)
  if (!overEvents)
    return `select account_id, day, toString(kind) as kind, toString(event) as event, person_key, uses, last_at as at
  from usage_days final where ${bounds.join(' and ')}`
  bounds.push(`kind in (${kinds})`)
  if (since !== null) bounds.push(`at > toDateTime64(${bind(binding, addDays(since, -1), 'String')}, 3, 'UTC')`)
  const properties = [...binding.properties].map(
    ([path, column]) => `, toString(getSubcolumn(props, ${bind(binding, path, 'String')})) as ${column}`,
  )
  return `select account_id, day, toString(kind) as kind, toString(event) as event, person_key, quantity as uses, at${properties.join('')}
  from events final where ${bounds.join(' and ')}`
}

function whose({ accounts }: Scope, binding: Binding): string {
  return accounts === null
    ? `account_id != ${bind(binding, nobody, 'UUID')}`
    : `account_id in ${bind(binding, accounts, 'Array(UUID)')}`
}

function namesOf(columns: readonly Column[]): string[] | null {
  if (columns.some(({ counting }) => counting.events.length === 0)) return null
  return [...new Set(columns.flatMap(({ counting }) => counting.events))]
}

function reachOfAll(columns: readonly Column[]): number | null {
  const reaches = columns.map(({ counting, back }) => reachOf(counting.over, back))
  return reaches.some((reach) => reach === null) ? null : Math.max(...(reaches as number[]))
}

/**
 * What metrics are, from counted rows of one account: `<key>`, and for compared ones `.previous` and `.change`. A customer
 * that is measured and did nothing has 0; `row` undefined is no row in the stores. `seats`: the licences under contract.
 */
export function metricValues(
  metrics: readonly OwnMetric[],
  row: Readonly<Record<string, Value>> | undefined,
  seats: number | null,
): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [at, metric] of metrics.entries()) {
    const valueOf = (back: 0 | 1): Value => {
      const { value } = metric
      const read = (part: number, counting: Counting): Value => {
        const found = row?.[columnName(at, part, back)] ?? null
        return found === null && !isMissingWithout(counting) ? 0 : found
      }
      if (value.is === 'counting') return read(0, value.counting)
      const part = read(0, value.part)
      const whole = value.whole === 'licences' ? seats : read(1, value.whole)
      return ratio(part as number | null, whole as number | null, value.times, placesOf(metric))
    }
    const now = valueOf(0)
    values[metric.key] = now
    if (!metric.compared || isDay(metric)) continue
    const before = valueOf(1)
    values[`${metric.key}.previous`] = before
    values[`${metric.key}.change`] = before === null || now === null ? null : changeInPercent(+before, +now)
  }
  return values
}

/** Ratios in per cent to one place, as they are shown; others to four. */
function placesOf({ unit }: OwnMetric): number {
  return unit === 'percent' ? 10 : 10_000
}

function ratio(part: number | null, whole: number | null, times: number, places: number): number | null {
  if (part === null || !whole) return null
  return Math.floor((part / whole) * times * places + 0.5) / places
}

/** Where the past of a metric goes: its facts, and the instant that each day of the span ends with. */
export type PastTarget = { readonly fact: string; readonly ends: readonly number[] }

/**
 * Writes what a metric was at the end of each day after the first of the span into the history of facts, where it differs
 * from the day before: for all accounts, in the event store itself. Twice comes to the same.
 */
export function pastStatement(metric: OwnMetric, scope: Scope, span: DaySpan, target: PastTarget): Query {
  const one = [metric]
  const { days, events } = columnsOf(one)
  const binding = newBinding({ workspace: scope.workspaceId, from: span.from, to: span.to, ...target })
  const both = days.length > 0 && events.length > 0
  const source = (columns: readonly Column[]): string =>
    `select account_id, shown, ${laidColumns(columns, binding)} from (${laidSql(columns, scope, span, binding)}) group by account_id, shown`
  const sources = [days, events].filter((columns) => columns.length > 0).map(source)
  const joined = both
    ? `(${sources[0]}) as a inner join (${sources[1]}) as b using (account_id, shown)`
    : `(${sources[0]})`
  const licensed = metric.value.is === 'ratio' && metric.value.whole === 'licences'
  const seats = `(select account_id, arraySort(groupArray((toUnixTimestamp64Milli(known_at), number))) as seats
    from fact_history where workspace_id = {workspace:UUID} and fact = 'contract.seats' group by account_id)`
  const from = licensed ? `${joined} left join ${seats} as s using (account_id)` : joined
  const value = (back: 0 | 1) => valueSql(metric, back, binding)
  const place = `dateDiff('day', {from:Date}, shown)`
  const parts = metric.compared && !isDay(metric) ? ['v', 'p', 'c'] : ['v']
  const change = `if(p = 0, null, if(p is null or v is null, null, floor(((v - p) / p) * 100 * 10 + 0.5) / 10))`
  const counted = `select account_id, ${place} as place, ${value(0)} as v${parts.length > 1 ? `, ${value(1)} as p, ${change} as c` : ''} from ${from}`
  const earlier = parts.map((part) => `lagInFrame(${part}) over w as ${part}0`).join(', ')
  const suffix = { v: '', p: '.previous', c: '.change' } as const
  const rows = parts.map((part) => `('${suffix[part as 'v']}', ${part}, not (${part} <=> ${part}0))`).join(', ')
  const [number, text] = isDay(metric) ? ['null', 'one.2'] : ['one.2', 'null']
  const sql = `insert into fact_history (workspace_id, fact, account_id, known_at, number, text)
select {workspace:UUID}, concat({fact:String}, one.1), account_id,
  fromUnixTimestamp64Milli({ends:Array(Int64)}[place + 1], 'UTC'), ${number}, ${text}
from (
  select account_id, place, arrayJoin([${rows}]) as one from (
    select *, ${earlier} from (${counted})
    window w as (partition by account_id order by place rows between 1 preceding and current row)
  )
) where one.3 and place > 0`
  return { sql, params: binding.params }
}

function valueSql(metric: OwnMetric, back: 0 | 1, binding: Binding): string {
  const { value } = metric
  const name = (part: number) => columnName(0, part, back)
  if (isDay(metric)) return name(0)
  if (value.is === 'counting') return `toNullable(toFloat64(${name(0)}))`
  const seats = `arrayLast(x -> x.1 <= {ends:Array(Int64)}[dateDiff('day', {from:Date}, shown) + 1], seats).2`
  const whole = value.whole === 'licences' ? seats : name(1)
  const places = placesOf(metric)
  return `floor((toFloat64(${name(0)}) / nullIf(toFloat64(${whole}), 0)) * ${bind(binding, value.times, 'Float64')} * ${places} + 0.5) / ${places}`
}
