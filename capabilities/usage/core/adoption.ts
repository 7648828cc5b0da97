import { addDays, addMonths, type Day } from '#kernel/day.ts'
import { usageKinds } from './event.ts'
import type { Query } from './plan.ts'

const nobody = '00000000-0000-0000-0000-000000000000'
const kinds = usageKinds.map((kind) => `'${kind}'`).join(', ')
const somebodys = `workspace_id = {workspace:UUID} and account_id != '${nobody}'`

/** Customers that are not archived, with the days they signed up and began on as they were written down, and whether they left. */
const knownSql = `
  select account_id, ifNull(argMaxIf(tuple(text), known_at, fact = 'contract.state').1, '') = 'ended' as ended,
    toDateOrNull(ifNull(argMaxIf(tuple(text), known_at, fact = 'account.signed_up_on').1, '')) as signed,
    toDateOrNull(ifNull(argMaxIf(tuple(text), known_at, fact = 'contract.started_on').1, '')) as started
  from fact_history where workspace_id = {workspace:UUID}
    and fact in ('account.name', 'account.signed_up_on', 'contract.started_on', 'contract.state')
  group by account_id having argMaxIf(tuple(text), known_at, fact = 'account.name').1 is not null`

/** The first day of use of some accounts. */
const firstUseSql = (accounts: string) => `
  select account_id, min(day) as first from usage_days final
  where gone = 0 and ${somebodys} and day <= {asOf:Date} ${accounts} group by account_id`

const quarterSql = 'toStartOfQuarter(coalesce(signed, started, first)) as quarter'

/** Customers that are measured, each with the quarter it signed up in, or else began in, and whether it left. */
const measuredSql = `
  select account_id, ended, ${quarterSql} from (${firstUseSql('')}) as used inner join (${knownSql}) as known using (account_id)`

/** Those under contract (or without any yet) whose use is at hand: the first day of use is looked for only where nothing else is known. */
const quartersSql = `
  select account_id, ${quarterSql} from (${knownSql}) as known left join (
    ${firstUseSql(`and account_id in (select account_id from (${knownSql}) where signed is null and started is null)`)}
  ) as used using (account_id) where not ended`

/** How many measured customers there are by quarter of signing up, and how many of them left. */
export function cohortsQuery(workspace: string, asOf: Day): Query {
  return {
    sql: `select toString(quarter) as quarter, countIf(not ended) as accounts, countIf(ended) as left
from (${measuredSql}) group by quarter order by quarter desc`,
    params: { workspace, asOf },
  }
}

/** By feature and quarter: customers and people that used it in the last days, customers in the same days before. */
export function featuresQuery(workspace: string, asOf: Day, days: number, limit: number): Query {
  const length = Math.trunc(days)
  const now = `day > {asOf:Date} - ${length}`
  return {
    sql: `with per_account as (
  select account_id, toString(event) as event, toString(kind) as kind, sumIf(uses, ${now}) as used, countIf(${now}) as now,
    countIf(not (${now})) as before, uniqExactIf(person_key, person_key != '' and ${now}) as users
  from usage_days final where gone = 0 and ${somebodys} and day > {asOf:Date} - ${2 * length} and day <= {asOf:Date}
  group by account_id, event, kind
)
select event, kind, countIf(now > 0) as accounts, countIf(before > 0) as accountsBefore, sum(users) as users, sum(used) as uses,
  sumMap(if(now > 0, [toString(quarter)], []), if(now > 0, [1], [])) as quarters
from per_account inner join (${quartersSql}) as living using (account_id)
group by event, kind having accounts > 0 or accountsBefore > 0
order by accounts desc, uses desc, event limit ${Math.trunc(limit)}`,
    params: { workspace, asOf },
  }
}

export type FunnelAsked = {
  readonly events: readonly string[]
  readonly within: number
  readonly days: number
  readonly of: 'accounts' | 'users'
}

/** How many reached each step in this order, the whole within some days of the first one. */
export function funnelQuery(workspace: string, asOf: Day, asked: FunnelAsked): Query {
  const { events, within, days, of } = asked
  const steps = events.map((_, i) => `event = {events:Array(String)}[${i + 1}]`).join(', ')
  const reached = events.map((_, i) => `countIf(level > ${i}) as step${i}`).join(', ')
  const who = of === 'accounts' ? 'account_id' : 'account_id, person_key'
  return {
    sql: `select ${reached} from (
  select windowFunnel(${Math.trunc(within) * 86_400})(toDateTime(at), ${steps}) as level from events final
  where gone = 0 and ${somebodys} and kind in (${kinds}) and event in {events:Array(String)}
    and day > {asOf:Date} - ${Math.trunc(days)} and day <= {asOf:Date} ${of === 'users' ? `and person_key != ''` : ''}
    and at > toDateTime64({since:String}, 3, 'UTC')
  group by ${who}
)`,
    // The day before in any time zone: it helps to skip whole months.
    params: { workspace, asOf, events, since: addDays(asOf, -Math.trunc(days) - 1) },
  }
}

/** By month of first use: how many, and how many of them were active some months later. Whole months alone. */
export function retentionQuery(
  workspace: string,
  asOf: Day,
  given: { of: 'accounts' | 'users'; months: number },
): Query {
  const thisMonth = `${asOf.slice(0, 7)}-01` as Day
  const who = given.of === 'accounts' ? 'account_id' : 'account_id, person_key'
  return {
    sql: `select toString(began) as cohort, dateDiff('month', began, month) as age, count() as active from (
  select began, arrayJoin(months) as month from (
    select ${who}, groupUniqArray(toStartOfMonth(day)) as months, min(toStartOfMonth(day)) as began
    from usage_days final where gone = 0 and ${somebodys} and day < {to:Date} ${given.of === 'users' ? `and person_key != ''` : ''}
    group by ${who}
  ) where began >= {from:Date}
) group by began, age order by began, age`,
    params: { workspace, to: thisMonth, from: addMonths(thisMonth, -given.months) },
  }
}

/** Features that customers used at least some times in the 28 days before the last 28, and not since. */
export function stoppedQuery(workspace: string, asOf: Day, atLeast: number, limit: number): Query {
  return {
    sql: `select toString(account_id) as account, event, kind, sum(uses) as usesBefore, toString(max(day)) as lastDay
from usage_days final where gone = 0 and ${somebodys} and day > {asOf:Date} - 56 and day <= {asOf:Date}
group by account_id, event, kind having lastDay <= toString({asOf:Date} - 28) and usesBefore >= ${Math.trunc(atLeast)}
order by usesBefore desc, account limit ${Math.trunc(limit)}`,
    params: { workspace, asOf },
  }
}
