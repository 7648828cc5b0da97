import { sql } from 'kysely'
import type { z } from 'zod'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { renewalsContract } from '../contract.ts'
import { forecastOf } from '../core/forecast.ts'
import { periodStart } from '../core/period.ts'
import type { ForecastRow } from './forecastRow.ts'
import { readMoves } from './moves.ts'
import { judgedOf, renewalSource } from './read.ts'
import { othersOf, readWorths, told, type Worths } from './worth.ts'

type Asked = z.output<NonNullable<(typeof renewalsContract.forecast)['~orpc']['inputSchema']>>
type Answer = z.input<NonNullable<(typeof renewalsContract.forecast)['~orpc']['outputSchema']>>

/** What is expected of the renewals of a period: by month or quarter, by whom or whose, and what moved since a week. */
export async function readForecast(tx: Tx, call: Pick<CallContext, 'caller' | 'today'>, asked: Asked): Promise<Answer> {
  const { workspace } = call.caller
  const worths = await readWorths(tx, workspace, call.today())
  const all = await readRows(tx, call, asked, worths)
  const rows = all.filter((row) => row.summed)
  const periods = Map.groupBy(rows, (row) => periodStart(row.term_end, asked.by, workspace.fiscalStartMonth))
  const labels = await groupLabels(tx, call, asked.group, rows)
  const groups = groupBy(rows, (row) => groupKeys(row, asked.group))
  const moved = await readMoves(tx, call, asked, rows, worths)
  return {
    periods: [...periods]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inside]) => ({ key, forecast: forecastOf(inside) })),
    total: forecastOf(rows),
    groups: [...groups]
      .map(([key, inside]) => ({ key, label: labels.get(key) ?? null, forecast: forecastOf(inside) }))
      .toSorted((a, b) => b.forecast.atStake - a.forecast.atStake),
    currencies: othersOf(worths, countsOf(all)),
    ...moved,
  }
}

async function readRows(
  tx: Tx,
  { caller }: Pick<CallContext, 'caller'>,
  { from, until }: { from: string; until: string },
  worths: Worths,
): Promise<ForecastRow[]> {
  const { rows } = await sql<Omit<ForecastRow, 'churnPercent'> & { churn_percent: number | null }>`
    select r.id, r.term_end, r.status, r.outcome, r.category, r.probability, ${told(sql`r.at_stake`)} as "atStake",
      ${told(sql`r.amount`)} as amount, ${told(sql`r.closed_amount`)} as "closedAmount", r.closed_at, r.currency,
      x.code is not null as summed, r.owner_id, o.name as owner_name, o.role, a.touch_model, f.segments,
      f."risk.churn_90d" as churn_percent
    from ${renewalSource} left join ${worths.table} on x.code = r.currency
    where r.workspace_id = ${caller.workspaceId} and r.status <> 'withdrawn' and r.term_end >= ${from}::date
      and r.term_end < ${until}::date
  `.execute(tx)
  return rows.map((row) => ({ ...row, ...judgedOf(row) }))
}

function countsOf(rows: readonly ForecastRow[]): { currency: string; count: number }[] {
  return [...Map.groupBy(rows, (row) => row.currency)].map(([currency, of]) => ({ currency, count: of.length }))
}

type Group = Asked['group']

/** The groups that a renewal is in; of segments there may be several, or none. */
function groupKeys(row: ForecastRow, group: Group): readonly string[] {
  if (group === 'segment') return row.segments?.length ? row.segments : ['']
  const key = { owner: row.owner_id, role: row.role, touch_model: row.touch_model }[group]
  return [key ?? '']
}

function groupBy(rows: readonly ForecastRow[], keysOf: (row: ForecastRow) => readonly string[]) {
  const groups = new Map<string, ForecastRow[]>()
  for (const row of rows)
    for (const key of keysOf(row)) {
      const known = groups.get(key)
      if (known) known.push(row)
      else groups.set(key, [row])
    }
  return groups
}

async function groupLabels(
  tx: Tx,
  { caller }: Pick<CallContext, 'caller'>,
  group: Group,
  rows: readonly ForecastRow[],
): Promise<Map<string, Label>> {
  if (group === 'owner')
    return new Map(
      rows.flatMap(({ owner_id, owner_name }) =>
        owner_id === null ? [] : [[owner_id, { ja: owner_name ?? '', en: owner_name ?? '' }] as const],
      ),
    )
  if (group === 'role') {
    const { rows: roles } = await sql<{ key: string; label: Label }>`
      select key, jsonb_build_object('ja', label_ja, 'en', label_en) as label from roles where workspace_id = ${caller.workspaceId}
    `.execute(tx)
    return new Map(roles.map(({ key, label }) => [key, label]))
  }
  const catalogue = await factCatalogue(tx, caller.workspace)
  const fact = catalogue.get(group === 'segment' ? 'segments' : 'account.touch_model')
  return new Map((fact?.choices ?? []).map(({ key, label }) => [key, label]))
}
