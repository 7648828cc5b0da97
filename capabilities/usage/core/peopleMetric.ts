import { type Binding, bind, countingSql, insideSql } from './counting.ts'
import type { Counting, PeopleValue } from './definition.ts'
import { type DaySpan, rowsSql, type Scope, whose } from './rows.ts'
import { stepsSql } from './steps.ts'

/** The value of each person as `n` and whether they were there as `here`, put together for an account. Nobody there: null. */
function togetherSql({ together, atLeast }: PeopleValue, n: string, here: string, binding: Binding): string {
  const counts = `${here} and ${n} is not null`
  if (together === 'share')
    return `if(countIf(${here}) = 0, null, floor(countIf(${counts} and ${n} >= ${bind(binding, atLeast ?? 1, 'Float64')}) / countIf(${here}) * 1000 + 0.5) / 10)`
  const of = together === 'median' ? 'quantileExactInclusiveIf(0.5)' : 'maxIf'
  return `if(countIf(${counts}) = 0, null, ${of}(assumeNotNull(toFloat64(${n})), ${counts}))`
}

/** Everybody who used the product at all in the window is a person of it, whatever the events that are counted. */
const anyUse = (each: Counting): Counting => ({ ...each, events: [] })
const inUse = (each: Counting): Counting => ({
  of: 'days',
  over: each.over,
  property: null,
  events: [],
  actionsOnly: false,
  where: [],
})

/** A value of each person of some accounts as of `{asOf:Date}`: rows of `account_id, person_key`, `n<back>` and `here<back>`. */
export function peopleSql(
  each: Counting,
  backs: readonly (0 | 1)[],
  scope: Scope,
  given: { asOf: DaySpan['to']; binding: Binding },
) {
  const { asOf, binding } = given
  const columns = backs.map(
    (back) =>
      `${countingSql(each, back, '{asOf:Date}', binding)} as n${back}, countIf(${insideSql(each.over, back, '{asOf:Date}')}) > 0 as here${back}`,
  )
  const windows = backs.map((back) => ({ counting: anyUse(each), back }))
  return `select account_id, person_key, ${columns.join(', ')} from (${rowsSql(windows, scope, { from: asOf, to: asOf }, binding)})
    where person_key != '' group by account_id, person_key`
}

/** The columns of a metric of people, as of `{asOf:Date}`: one row an account. `nameOf` a column by its window. */
export function peopleNowSql(
  value: PeopleValue,
  backs: readonly (0 | 1)[],
  scope: Scope,
  given: { asOf: DaySpan['to']; binding: Binding; nameOf: (back: 0 | 1) => string },
): string {
  const { binding, nameOf } = given
  const people = peopleSql(value.each, backs, scope, given)
  const columns = backs.map((back) => `${togetherSql(value, `n${back}`, `here${back}`, binding)} as ${nameOf(back)}`)
  return `select toString(account_id) as account, ${columns.join(', ')} from (${people}) group by account_id`
}

/**
 * A metric of people on every day of the span since an account's first use: rows of `account_id, shown`, `m0_0_0`, and
 * `m0_0_1` where the window before is asked for. Each person's value holds from one of their steps to the next; on each day
 * those who are in the window are put together.
 */
export function peopleDaysSql(
  value: PeopleValue,
  compared: boolean,
  scope: Scope,
  span: DaySpan,
  binding: Binding,
): string {
  const { each } = value
  const steps = stepsSql(
    [
      { name: 'n', counting: each, backs: [0] },
      { name: 'here', counting: inUse(each), backs: [0] },
    ],
    scope,
    span,
    { binding, by: 'account_id, person_key', levels: [] },
  )
  const firsts = `select account_id, min(day) as first from usage_days final
    where gone = 0 and workspace_id = {workspace:UUID} and ${whose(scope, binding)} group by account_id having first <= {to:Date}`
  const days = (from: string, until: string) =>
    `arrayJoin(arrayMap(i -> ${from} + i, range(toUInt32(${until} - ${from}))))`
  const then = compared
    ? `, lagInFrame(m0_0_0, ${Number(each.over)}) over (partition by account_id order by shown rows between unbounded preceding and current row) as m0_0_1`
    : ''
  return `select account_id, shown, 1 as began, m0_0_0${then} from (
  select account_id, shown, ${togetherSql(value, 'n', 'here', binding)} as m0_0_0 from (
    select account_id, ${days('shown', 'until')} as shown, toNullable(toFloat64(n_0)) as n, true as here from (
      select account_id, shown, n_0, here_0, leadInFrame(shown, 1, {to:Date} + 1) over w as until from (${steps})
      window w as (partition by account_id, person_key order by shown rows between current row and unbounded following)
    ) where here_0 > 0
    union all
    select account_id, ${days('first', '{to:Date} + 1')} as shown, null as n, false as here from (${firsts})
  ) group by account_id, shown
)`
}
