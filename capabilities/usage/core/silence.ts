import { addDays, type Day } from '#kernel/day.ts'
import type { Query } from './plan.ts'

/** Days without a single event of anybody, after which it is the tracking that is asked about, not the customers. */
const quietDays = 7

/** Whether anything at all happened lately; any one row answers. */
export function recentUseQuery(workspace: string, asOf: Day): Query {
  return {
    sql: `select 1 as some from usage_days where workspace_id = {workspace:UUID} and gone = 0
  and day > {since:Date} and day <= {asOf:Date} limit 1`,
    params: { workspace, asOf, since: addDays(asOf, -quietDays) },
  }
}

/** The last day on which anything happened; no row: never did anything. */
export function lastUseQuery(workspace: string, asOf: Day): Query {
  return {
    sql: `select toString(max(day)) as lastOn from usage_days final
where gone = 0 and workspace_id = {workspace:UUID} and day <= {asOf:Date} having count() > 0`,
    params: { workspace, asOf },
  }
}
