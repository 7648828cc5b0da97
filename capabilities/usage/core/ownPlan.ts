import type { Day } from '#kernel/day.ts'
import { countingSql, fromDays, newBinding } from './counting.ts'
import { type Counting, countingsOf, isDay, isMissingWithout, type OwnMetric } from './definition.ts'
import { changeInPercent } from './metric.ts'
import { peopleNowSql } from './peopleMetric.ts'
import type { Query } from './plan.ts'
import { rowsSql, type Scope } from './rows.ts'

type Value = number | string | null
/** One row: an account (and a day), and its countings by column. */
export type CountedRow = { readonly account: string; readonly shown_on?: Day } & Readonly<Record<string, Value>>

/** A counting that a metric needs: `back` 1 for the window before. */
type Column = { readonly name: string; readonly counting: Counting; readonly back: 0 | 1 }

/** The columns of some metrics, by where they are read from. */
function columnsOf(metrics: readonly OwnMetric[]): { days: Column[]; events: Column[] } {
  const columns = metrics.flatMap((metric, at) =>
    (metric.value.is === 'people' ? [] : countingsOf(metric)).flatMap((counting, part): Column[] => {
      const now: Column = { name: columnName(at, part, 0), counting, back: 0 }
      return metric.compared ? [now, { name: columnName(at, part, 1), counting, back: 1 }] : [now]
    }),
  )
  return {
    days: columns.filter(({ counting }) => fromDays(counting)),
    events: columns.filter(({ counting }) => !fromDays(counting)),
  }
}

/** The column of a counting of a metric among others. */
export const columnName = (metric: number, part: number, back: 0 | 1) => `m${metric}_${part}_${back}`

/** What metrics are as of a day: at most two queries, one over the roll-up and one over the events, and one for each metric of people. */
export function nowQueries(metrics: readonly OwnMetric[], scope: Scope, asOf: Day): Query[] {
  const { days, events } = columnsOf(metrics)
  const ofPeople = metrics.flatMap(({ value, compared }, at): Query[] => {
    if (value.is !== 'people') return []
    const binding = newBinding({ workspace: scope.workspaceId, asOf })
    const nameOf = (back: 0 | 1) => columnName(at, 0, back)
    const sql = peopleNowSql(value, compared ? [0, 1] : [0], scope, { asOf, binding, nameOf })
    return [{ sql, params: binding.params }]
  })
  const ofAccounts = [days, events].flatMap((columns) => {
    if (columns.length === 0) return []
    const binding = newBinding({ workspace: scope.workspaceId, asOf })
    const selected = columns.map(
      ({ name, counting, back }) => `${countingSql(counting, back, '{asOf:Date}', binding)} as ${name}`,
    )
    const from = rowsSql(columns, scope, { from: asOf, to: asOf }, binding)
    const sql = `select toString(account_id) as account,\n  ${selected.join(',\n  ')}\nfrom (${from})\ngroup by account_id`
    return [{ sql, params: binding.params }]
  })
  return [...ofAccounts, ...ofPeople]
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
      if (value.is === 'people') return row?.[columnName(at, 0, back)] ?? null
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
export function placesOf({ unit }: OwnMetric): number {
  return unit === 'percent' ? 10 : 10_000
}

function ratio(part: number | null, whole: number | null, times: number, places: number): number | null {
  if (part === null || !whole) return null
  return Math.floor((part / whole) * times * places + 0.5) / places
}
