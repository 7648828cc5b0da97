import { sql } from 'kysely'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'
import { definitionIssues, isDay, type MetricDefinition, type OwnMetric } from '../core/definition.ts'
import { distribution, median } from '../core/distribution.ts'
import { type CountedRow, metricValues, nowQueries } from '../core/ownPlan.ts'
import { percentiles } from '../core/percentile.ts'
import { lineQuery } from '../core/past.ts'
import type { Scope } from '../core/rows.ts'

const topShown = 12
const key = 'preview'

type Asked = { definition: MetricDefinition; account?: string | undefined; days: number }
type Known = { id: AccountId; name: string; seats: number | null; model: string | null }

/** What a metric would be of all accounts as of today, and day by day of one. Nothing is kept. */
export async function previewMetric(context: CallContext, { definition, account, days }: Asked) {
  const issues = definitionIssues({ ...definition, label: { ja: '-', en: '-' } })
  if (issues.length > 0) throw refused(issues)
  const metric: OwnMetric = { key, ...definition }
  const { events } = context
  const workspaceId = context.caller.workspaceId
  const today = context.today()
  const rows = new Map<string, CountedRow>()
  for (const query of nowQueries([metric], { workspaceId, accounts: null }, today))
    for (const row of await events.query<CountedRow>(query.sql, query.params))
      rows.set(row.account, { ...rows.get(row.account), ...row })
  const known = await context.transaction((tx) => measuredAccounts(tx, workspaceId))
  const valued = known.map((one) => ({ ...one, values: metricValues([metric], rows.get(one.id), one.seats) }))
  const placed = valued.flatMap(({ id, model, values }) =>
    typeof values[key] === 'number' ? [{ id, group: model, value: values[key] }] : [],
  )
  const numbers = placed.map((one) => one.value)
  const places = percentiles(placed)
  const percentileOf = new Map(placed.map(({ id }, at) => [id, places[at]!]))
  const top = valued
    .filter(({ values }) => values[key] !== null)
    .toSorted((a, b) => higher(a.values[key]!, b.values[key]!))
  const drawn = known.find((one) => one.id === account) ?? top[0]
  const span = { from: addDays(today, 1 - days), to: today }
  return {
    measured: known.length,
    nonZero: valued.filter(({ values }) => values[key] !== null && values[key] !== 0).length,
    median: median(numbers),
    distribution: isDay(metric) ? [] : distribution(numbers),
    top: top.slice(0, topShown).map(({ id, name, values }) => ({
      id,
      name,
      value: values[key]!,
      previous: (values[`${key}.previous`] ?? null) as number | null,
      change: (values[`${key}.change`] ?? null) as number | null,
      percentile: percentileOf.get(id) ?? null,
    })),
    line:
      drawn && !isDay(metric)
        ? {
            account: { id: drawn.id, name: drawn.name },
            points: await dailyLine({ events, workspaceId }, metric, { account: drawn, ...span }),
          }
        : null,
  }
}

function higher(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? b - a : String(b).localeCompare(String(a))
}

/** Accounts whose use was ever seen. */
async function measuredAccounts(tx: Tx, workspaceId: WorkspaceId): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select a.id, a.name, f."contract.seats" as seats, a.touch_model as model
    from account_facts f join accounts a on a.workspace_id = f.workspace_id and a.id = f.account_id
    where f.workspace_id = ${workspaceId} and f."metric.last_seen_on" is not null order by a.id
  `.execute(tx)
  return rows
}

type Line = { account: { id: string; seats: number | null }; from: Day; to: Day }

/** A metric of one account day by day; null before its first use, and where there is no value. */
export async function dailyLine(
  { events, workspaceId }: { events: EventStore; workspaceId: WorkspaceId },
  metric: OwnMetric,
  { account, from, to }: Line,
): Promise<{ day: Day; value: number | null }[]> {
  const scope: Scope = { workspaceId, accounts: [account.id] }
  const plain = { ...metric, compared: false }
  const query = lineQuery(plain, scope, { from, to })
  const steps = await events.query<CountedRow & { shown_on: Day }>(query.sql, query.params)
  const points: { day: Day; value: number | null }[] = []
  let value: number | null = null
  let next = 0
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (; next < steps.length && steps[next]!.shown_on <= day; next++) {
      const found = metricValues([plain], steps[next], account.seats)[metric.key]
      value = typeof found === 'number' ? found : null
    }
    points.push({ day, value })
  }
  return points
}
