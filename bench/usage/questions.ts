import { featuresQuery, funnelQuery } from '#capabilities/usage/core/adoption.ts'
import { nowQueries } from '#capabilities/usage/core/ownPlan.ts'
import type { Query } from '#capabilities/usage/core/plan.ts'
import { readyMade } from '#capabilities/usage/core/readyMade.ts'
import { addDays, type Day } from '#kernel/day.ts'

/** A question as the product asks it, and by hand. */
export type Question = { readonly name: string; readonly asked: Query; readonly byHand: Query }

const active = ['daily_active_users', 'weekly_active_users', 'monthly_active_users']

/** What P11 asks as of a day. */
export function questions(workspace: string, asOf: Day): Question[] {
  const params = { workspace, asOf }
  const metrics = active.map((key) => ({ ...readyMade.find((metric) => metric.key === key)!, compared: false }))
  const [asked] = nowQueries(metrics, { workspaceId: workspace, accounts: null }, asOf)
  return [
    { name: 'active people', asked: asked!, byHand: { sql: activePeople, params } },
    {
      name: 'features over 90 days',
      asked: featuresQuery(workspace, asOf, 90, 60),
      byHand: { sql: features, params },
    },
    {
      name: 'funnel',
      asked: funnelQuery(workspace, asOf, { events: steps, within: 28, days: 182, of: 'accounts' }),
      byHand: { sql: funnel, params: { ...params, since: addDays(asOf, -183) } },
    },
  ]
}

const mine = `workspace_id = {workspace:UUID} and account_id != '00000000-0000-0000-0000-000000000000'`
const steps = ['opened', 'saved', 'exported']

// Nothing is there twice or was taken away, so that these need no final: the engine's own best.
const activePeople = `select toString(account_id) as account, uniqExactIf(person_key, day = {asOf:Date}) as m0_0_0,
  uniqExactIf(person_key, day > {asOf:Date} - 7) as m1_0_0, uniqExact(person_key) as m2_0_0
from usage_days where ${mine} and day > {asOf:Date} - 28 and day <= {asOf:Date} and person_key != '' group by account_id`

const features = `select event, kind, countIf(now > 0) as accounts, countIf(before > 0) as accountsBefore, sum(people) as users,
  sum(used) as uses, sumMap(if(now > 0, [toString(quarter)], []), if(now > 0, [1], [])) as quarters
from (
  select account_id, toString(event) as event, toString(kind) as kind, sumIf(uses, day > {asOf:Date} - 90) as used,
    countIf(day > {asOf:Date} - 90) as now, count() - now as before, uniqExactIf(person_key, day > {asOf:Date} - 90) as people
  from usage_days where ${mine} and day > {asOf:Date} - 180 and day <= {asOf:Date} group by account_id, event, kind
) as used inner join (
  select account_id, toStartOfQuarter(toDate(argMax(text, known_at))) as quarter from fact_history
  where workspace_id = {workspace:UUID} and fact = 'account.signed_up_on' group by account_id
) as known using (account_id)
group by event, kind having accounts > 0 or accountsBefore > 0 order by accounts desc, uses desc, event`

const funnel = `select ${steps.map((_, i) => `countIf(level > ${i}) as step${i}`).join(', ')} from (
  select windowFunnel(${28 * 86_400})(toDateTime(at), ${steps.map((step) => `event = '${step}'`).join(', ')}) as level from events
  where ${mine} and kind = 'track' and event in (${steps.map((step) => `'${step}'`).join(', ')})
    and day > {asOf:Date} - 182 and day <= {asOf:Date} and at > toDateTime64({since:String}, 3, 'UTC')
  group by account_id
)`
