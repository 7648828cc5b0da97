import { type Binding, numberOf } from './counting.ts'
import { type Counting, isMissingWithout, propertyAggregations, type Span } from './definition.ts'

/** `moves` add up to a counting; `levels` hold until the next one, and are `none` before the first. */
export type ColumnKind = { readonly is: 'moves' } | { readonly is: 'levels'; readonly none: '0' | 'null' }

/**
 * How a counting goes from day to day: rows of the subject, `shown, value` made out of rows of use, on the days on which
 * something enters the window or leaves it.
 */
export type WindowSteps = { readonly kind: ColumnKind; readonly sql: (rows: string) => string }

/** Whose counting it is: the account's, or each person's of it. */
export type Subject = 'account_id' | 'account_id, person_key'

const far = `toDate('2149-06-06')` // the last day that the event store knows

/** The steps of a counting over rows that count at all. */
export function windowSteps(counting: Counting, by: Subject, binding: Binding): WindowSteps {
  const { of, over } = counting
  const moves = (sql: WindowSteps['sql']): WindowSteps => ({ kind: { is: 'moves' }, sql })
  const levels = (none: '0' | 'null', sql: WindowSteps['sql']): WindowSteps => ({ kind: { is: 'levels', none }, sql })
  switch (of) {
    case 'users':
      return moves((rows) => presenceSql(`select * from (${rows}) where person_key != ''`, by, 'person_key', over))
    case 'features':
      return moves((rows) => presenceSql(rows, by, 'event', over))
    case 'days':
      return moves((rows) => dailySql(rows, by, '1', over))
    case 'user_days':
      return moves((rows) => dailySql(rows, by, `uniqExactIf(person_key, person_key != '')`, over))
    case 'weeks':
      return over === 'all' || (over !== 'month' && over % 7 === 0)
        ? moves((rows) => wholeWeeksSql(rows, by, over))
        : levels('0', (rows) => weeksSql(rows, by, over))
    default:
      return levels(isMissingWithout(counting) ? 'null' : '0', levelsSql(counting, by, binding))
  }
}

/** The first day on which a use of `day` counts no more. */
function leftSql(over: Span, day: string): string {
  if (over === 'all') return far
  return over === 'month' ? `addMonths(toStartOfMonth(${day}), 1)` : `${day} + ${Math.trunc(over)}`
}

/**
 * The first day on which the window before is what the window was on `day`. The month before the 30th of March ends with
 * the 28th of February.
 */
export function laterSql(over: Span, day: string): string {
  if (over === 'all') return far
  if (over !== 'month') return `${day} + ${Math.trunc(over)}`
  const next = `addMonths(${day}, 1)`
  return `if(toDayOfMonth(${next}) = toDayOfMonth(${day}), ${next}, addMonths(toStartOfMonth(${day}), 2))`
}

/** Somebody (or a feature) enters by the first use after having been out, and leaves with the last: not once for each day between. */
function presenceSql(rows: string, by: Subject, who: 'person_key' | 'event' | null, over: Span): string {
  const wasOut = over === 'all' ? 'b = toDate(0)' : `b = toDate(0) or d >= ${leftSql(over, 'b')}`
  const left = leftSql(over, 'd')
  return `select ${by}, move.1 as shown, move.2 as value from (
    select ${by}, arraySort(groupUniqArray(day)) as days,
      arrayPushFront(arrayPopBack(days), toDate(0)) as before, arrayPushBack(arrayPopFront(days), ${far}) as after,
      arrayJoin(arrayConcat(
        arrayMap(d -> (d, 1), arrayFilter((d, b) -> ${wasOut}, days, before)),
        arrayMap(d -> (${left}, -1), arrayFilter((d, a) -> a >= ${left}, days, after)))) as move
    from (${rows}) group by ${by}${who === null ? '' : `, ${who}`}
  )`
}

function dailySql(rows: string, by: Subject, count: string, over: Span): string {
  return `select ${by}, move.1 as shown, move.2 as value from (
    select ${by}, arrayJoin([(day, toInt64(n)), (${leftSql(over, 'day')}, -toInt64(n))]) as move
    from (select ${by}, day, ${count} as n from (${rows}) group by ${by}, day)
  )`
}

/** Weeks count back from the day asked for: use in its last 7 days is one, in the 7 before another, and so on. */
function wholeWeeksSql(rows: string, by: Subject, over: number | 'all'): string {
  const weeks = over === 'all' ? 'intDiv({to:Date} - entered, 7) + 1' : String(over / 7)
  return `select ${by}, entered + 7 * arrayJoin(range(toUInt32(${weeks}))) as shown, value
    from (select ${by}, shown as entered, value from (${presenceSql(rows, by, null, 7)}) where shown <= {to:Date})`
}

/** Where the window ends amid a week, what it holds changes without use, too: every day is looked at. */
function weeksSql(rows: string, by: Subject, over: Span): string {
  const eachDay = 'arrayJoin(arrayMap(i -> day + i, range(toUInt32(left - day + 1))))'
  return `select ${by}, shown, toNullable(uniqExactIf(intDiv(shown - day, 7), shown < left)) as value
    from (select ${by}, day, ${leftSql(over, 'day')} as left, ${eachDay} as shown
      from (select distinct ${by}, day from (${rows})))
    group by ${by}, shown`
}

type Form = readonly [daily: string, level: string]

/** What each day adds, put together over the window at each day on which it changes. */
function levelsSql({ of, over, property }: Counting, by: Subject, binding: Binding): WindowSteps['sql'] {
  const number = propertyAggregations.includes(of) ? numberOf(property!, binding) : 'null'
  const forms: Record<string, Form> = {
    count: ['sum(uses)', 'ifNull(sum(x) over w, 0)'],
    sum: [`sum(${number})`, 'ifNull(sum(x) over w, 0)'],
    avg: [`sum(${number})`, 'sum(x) over w / nullIf(sum(n) over w, 0)'],
    max: [`max(${number})`, 'max(x) over w'],
    last: [`argMax(${number}, (at, ${number}))`, 'argMax(x, shown) over w'],
    first_day: ['any(day)', 'min(x) over w'],
    last_day: ['any(day)', 'max(x) over w'],
  }
  const [daily, level] = forms[of]!
  const frame =
    typeof over === 'number'
      ? `partition by ${by} order by shown range between ${Math.trunc(over) - 1} preceding and current row`
      : `partition by ${by}${over === 'month' ? ', toStartOfMonth(shown)' : ''} order by shown`
  const counted = of === 'avg' ? `count(${number})` : '0'
  return (rows) => `select ${by}, shown, ${level} as value from (
    select ${by}, one.1 as shown, one.2 as x, one.3 as n from (
      select ${by}, arrayJoin([(day, x, n), (${leftSql(over, 'day')}, null, 0)]) as one
      from (select ${by}, day, toNullable(${daily}) as x, ${counted} as n from (${rows}) group by ${by}, day)
    )
  ) window w as (${frame})`
}
