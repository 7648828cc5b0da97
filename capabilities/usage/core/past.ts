import { type Binding, bind, newBinding } from './counting.ts'
import { countingsOf, isDay, type OwnMetric } from './definition.ts'
import { columnName, placesOf } from './ownPlan.ts'
import { peopleDaysSql } from './peopleMetric.ts'
import type { Query } from './plan.ts'
import type { DaySpan, Scope } from './rows.ts'
import { type KnownLevel, type SteppedPart, stepsSql } from './steps.ts'

/** A metric on the days of a span on which it may change, and before: each row holds until the next one of its account. */
export function lineQuery(metric: OwnMetric, scope: Scope, span: DaySpan): Query {
  const binding = newBinding({ workspace: scope.workspaceId, to: span.to })
  const columns = partsOf(metric).map(({ name }) => `, ${name}_0`)
  const sql = `select toString(account_id) as account, toString(shown) as shown_on${columns.join('')}
from (${daysSql(metric, scope, span, binding)}) where began = 1 order by account_id, shown`
  return { sql, params: binding.params }
}

function daysSql(metric: OwnMetric, scope: Scope, span: DaySpan, binding: Binding): string {
  const { value, compared } = metric
  if (value.is === 'people') return peopleDaysSql(value, compared, scope, span, binding)
  const levels = value.is === 'ratio' && value.whole === 'licences' && 'ends' in binding.params ? [seats] : []
  return stepsSql(partsOf(metric), scope, span, { binding, by: 'account_id', levels })
}

function partsOf(metric: OwnMetric): SteppedPart[] {
  const backs: SteppedPart['backs'] = metric.compared && !isDay(metric) ? [0, 1] : [0]
  return countingsOf(metric).map((counting, part) => ({ name: partName(part), counting, backs }))
}

const partName = (part: number) => columnName(0, part, 0).slice(0, -2)

/** Where the past of a metric goes: its fact, and the instant that each day of the span ends with. */
export type PastTarget = { readonly fact: string; readonly ends: readonly number[] }

/**
 * Writes what a metric was at the end of each day of the span into the history of facts, where it differs from the day
 * before: for all accounts of the scope, in the event store itself. The span begins no later than use. Twice comes to the same.
 */
export function pastStatement(metric: OwnMetric, scope: Scope, span: DaySpan, target: PastTarget): Query {
  const binding = newBinding({ workspace: scope.workspaceId, ...span, ...target })
  const steps = daysSql(metric, scope, span, binding)
  const parts = metric.compared && !isDay(metric) ? ['v', 'p', 'c'] : ['v']
  const value = (back: 0 | 1) => valueSql(metric, back, binding)
  const change = `if(p = 0, null, if(p is null or v is null, null, floor(((v - p) / p) * 100 * 10 + 0.5) / 10))`
  const counted = `${value(0)} as v${parts.length > 1 ? `, ${value(1)} as p, ${change} as c` : ''}`
  const earlier = parts.map((part) => `lagInFrame(${part}) over w as ${part}0`).join(', ')
  const suffix = { v: '', p: '.previous', c: '.change' } as const
  const rows = parts.map((part) => `('${suffix[part as 'v']}', ${part}, not (${part} <=> ${part}0))`).join(', ')
  const [number, text] = isDay(metric) ? ['null', 'toString(one.2)'] : ['one.2', 'null']
  const sql = `insert into fact_history (workspace_id, fact, account_id, known_at, number, text)
select {workspace:UUID}, concat({fact:String}, one.1), account_id,
  fromUnixTimestamp64Milli({ends:Array(Int64)}[dateDiff('day', {from:Date}, shown) + 1], 'UTC'), ${number}, ${text}
from (
  select account_id, shown, arrayJoin([${rows}]) as one from (
    select *, ${earlier} from (select account_id, shown, ${counted} from (${steps}) where began = 1)
    window w as (partition by account_id order by shown rows between 1 preceding and current row)
  )
) where one.3
settings do_not_merge_across_partitions_select_final = 1`
  return { sql, params: binding.params }
}

/** The licences under contract, by the day at whose end they were known. */
const seats: KnownLevel = {
  name: 'seats',
  sql: `select account_id, {from:Date} + (place - 1) as shown, argMax(number, known_at) as value from (
    select account_id, number, known_at,
      arrayFirstIndex(end -> end >= toUnixTimestamp64Milli(known_at), {ends:Array(Int64)}) as place
    from fact_history where workspace_id = {workspace:UUID} and fact = 'contract.seats'
  ) where place > 0 group by account_id, place`,
}

function valueSql(metric: OwnMetric, back: 0 | 1, binding: Binding): string {
  const { value } = metric
  const name = (part: number) => columnName(0, part, back)
  if (isDay(metric)) return name(0)
  if (value.is !== 'ratio') return `toNullable(toFloat64(${name(0)}))`
  const whole = value.whole === 'licences' ? 'seats' : name(1)
  const places = placesOf(metric)
  return `floor((toFloat64(${name(0)}) / nullIf(toFloat64(${whole}), 0)) * ${bind(binding, value.times, 'Float64')} * ${places} + 0.5) / ${places}`
}
