import type { Binding } from './counting.ts'
import { thoseSql } from './counting.ts'
import type { Counting } from './definition.ts'
import { type DaySpan, rowsSql, type Scope, whose } from './rows.ts'
import { type ColumnKind, laterSql, type Subject, windowSteps } from './windowSteps.ts'

/** A counting that is needed day by day. `backs`: 1 for the window before. */
export type SteppedPart = { readonly name: string; readonly counting: Counting; readonly backs: readonly (0 | 1)[] }

/** A level that other tables know: rows of `account_id, shown, value`. */
export type KnownLevel = { readonly name: string; readonly sql: string }

/**
 * Countings of accounts (or of each of their people) on the days on which they may change, and on no other days: rows of
 * the subject, `shown`, for each part a
 * column `<name>_<back>`, for each level one of its name, and `began`, 0 before the first use of the account.
 */
export function stepsSql(
  parts: readonly SteppedPart[],
  scope: Scope,
  span: DaySpan,
  given: { readonly binding: Binding; readonly by: Subject; readonly levels: readonly KnownLevel[] },
): string {
  const { binding, by, levels } = given
  const sources = [...parts.map((part) => partSource(part, scope, span, { binding, by })), ...levels.map(levelSource)]
  const columns = sources.flatMap((source) => source.columns)
  const nothing = columns.map((column) => unset[column.is](column.name)).join('')
  const firsts = `select account_id, min(day) as shown, shown as since, 1 as begins${nothing} from usage_days final
    where gone = 0 and workspace_id = {workspace:UUID} and ${whose(scope, binding)} group by account_id`
  const members = sources.map((source) => {
    const listed = columns.map((column) =>
      (source.columns.includes(column) ? set : unset)[column.is](column.name, column.back),
    )
    return `select ${by}, place.1 as shown, since, 0 as begins${listed.join('')} from (${source.sql})`
  })
  const atOnce = columns.map(({ is, name }) =>
    is === 'moves'
      ? `, sum(${name}_by) as ${name}_sum`
      : `, argMaxIf(tuple(${name}_to), since, ${name}_set) as ${name}_new, max(${name}_set) as ${name}_any`,
  )
  const held = columns.map(({ name, ...column }) =>
    column.is === 'moves'
      ? `, sum(${name}_sum) over w as ${name}`
      : `, if(max(${name}_any) over w = 0, ${column.none}, tupleElement(argMaxIf(${name}_new, shown, ${name}_any) over w, 1)) as ${name}`,
  )
  return `select ${by}, shown, max(starts) over w as began${held.join('')} from (
  select ${by}, shown, max(begins) as starts${atOnce.join('')} from (
    ${(by === 'account_id' ? [firsts, ...members] : members).join('\n    union all\n    ')}
  ) where shown <= {to:Date} group by ${by}, shown
) window w as (partition by ${by} order by shown rows between unbounded preceding and current row)`
}

type Column = ColumnKind & { readonly name: string; readonly back: 0 | 1 }

/** `sql`: rows of `account_id`, `place` (a day, and 1 where it is the window before's), `since` (the day that it comes of) and `value`. */
type Source = { readonly columns: readonly Column[]; readonly sql: string }

const set = {
  moves: (name: string, back: 0 | 1) => `, if(place.2 = ${back}, toInt64(value), 0) as ${name}_by`,
  levels: (name: string, back: 0 | 1) =>
    `, if(place.2 = ${back}, value, null) as ${name}_to, place.2 = ${back} as ${name}_set`,
}
const unset = {
  moves: (name: string) => `, toInt64(0) as ${name}_by`,
  levels: (name: string) => `, null as ${name}_to, 0 as ${name}_set`,
}

function partSource(
  { name, counting, backs }: SteppedPart,
  scope: Scope,
  span: DaySpan,
  { binding, by }: { binding: Binding; by: Subject },
): Source {
  const own: Binding = { params: binding.params, properties: new Map() }
  const { kind, sql: stepped } = windowSteps(counting, by, own)
  const those = [...thoseSql(counting, own), ...(by === 'account_id' ? [] : [`person_key != ''`])]
  const read = rowsSql(
    backs.map((back) => ({ counting, back })),
    scope,
    span,
    own,
  )
  const rows = those.length > 0 ? `select * from (${read}) where ${those.join(' and ')}` : read
  const places = backs.map((back) => (back === 0 ? '(shown, 0)' : `(${laterSql(counting.over, 'shown')}, 1)`))
  return {
    columns: backs.map((back) => ({ ...kind, name: `${name}_${back}`, back })),
    sql: `select ${by}, shown as since, value, arrayJoin([${places.join(', ')}]) as place from (${stepped(rows)})`,
  }
}

function levelSource({ name, sql }: KnownLevel): Source {
  return {
    columns: [{ is: 'levels', none: 'null', name, back: 0 }],
    sql: `select account_id, shown as since, value, (shown, 0) as place from (${sql})`,
  }
}
