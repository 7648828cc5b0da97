import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { fraction } from '#capabilities/revenue/core/fraction.ts'
import { type Horizon, valueBySurvival } from '#capabilities/revenue/core/measures/lifetimeValue.ts'
import { kaplanMeier, type Step } from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { readConventions } from '../ledger/conventions.ts'
import { toldUntil } from '../ledger/waterfall.ts'
import { type Asking, ofAccounts } from '../ledger/whose.ts'
import { readAssumptions } from './assumptions.ts'
import { everybody, readTenures, spread } from './tenures.ts'

/** A curve carries as far as at least so many customers were seen. */
const enough = 5

/** How long customers stay, as far as enough of them were seen, and how long they stayed so far on average. */
export async function readCurve(tx: Tx, call: Asking, segment: string | undefined) {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const asOf = toldUntil(call.today(), conventions)
  const counts = await readTenures(tx, call, everybody(call, segment, asOf), asOf)
  const tenures = spread(counts).sort((a, b) => b.time - a.time)
  const seen = { customers: tenures.length, months: tenures.reduce((sum, { time }) => sum + time, 0) }
  const stayed = seen.customers === 0 ? null : seen.months / seen.customers
  return { curve: kaplanMeier(tenures), reach: tenures[enough - 1]?.time ?? 0, stayed, tenures: seen }
}

type Answer = z.input<(typeof measureRoutes.lifetimes)['~orpc']['outputSchema'] & z.ZodType>
type Asked = { segment?: string | undefined; horizon: number; limit: number; cursor?: string | undefined }

/** Customers with what they are expected to be worth within some months, the dearest first. */
export async function readLifetimes(tx: Tx, call: Asking, asked: Asked): Promise<Answer> {
  const assumptions = await readAssumptions(tx, call.caller.workspaceId)
  const { curve, reach } = await readCurve(tx, call, asked.segment)
  const horizon = { months: asked.horizon, discountPerYear: (assumptions.discountPercent ?? 0) / 100 }
  const known = expectations(curve, reach, (assumptions.marginPercent ?? 100) / 100, horizon)
  const [months, worth] = [known.map((one) => one.months), known.map((one) => one.value)]
  const skipped = Number(asked.cursor ?? 0) || 0
  const today = call.today()
  const { rows } = await sql<Answer['rows'][number]>`
    with held as (
      select m.account_id, min(a.name) as name, round(sum(m.amount) / ${sql.lit(Number(fraction))}::numeric)::bigint as mrr
      from ${ofAccounts(sql`revenue_movements`, call, { segment: asked.segment })}
      where m.moved_on <= ${today}::date group by 1 having sum(m.amount) > 0
    ), stays as (
      select account_id, max(from_on) as from_on from revenue_stays
      where workspace_id = ${call.caller.workspaceId} and from_on <= ${today}::date group by 1
    ), aged as (
      select h.*, ((date_part('year', ${today}::date) - date_part('year', s.from_on)) * 12
        + date_part('month', ${today}::date) - date_part('month', s.from_on))::int as stayed
      from held h join stays s on s.account_id = h.account_id
    )
    select jsonb_build_object('id', account_id, 'name', name) as account, mrr, stayed, e.months, mrr * e.worth as value
    from aged left join unnest(${months}::float8[], ${worth}::float8[]) with ordinality as e (months, worth, place)
      on e.place = stayed + 1
    order by mrr * e.worth desc nulls last, mrr desc, account_id limit ${asked.limit + 1} offset ${skipped}
  `.execute(tx)
  const next = rows.length > asked.limit ? String(skipped + asked.limit) : null
  return { rows: rows.slice(0, asked.limit), next }
}

/** Of who has stayed 0, 1, 2 … months, as far as the curve carries: what one of MRR is expected to be worth from now on. */
function expectations(curve: readonly Step[], reach: number, margin: number, horizon: Horizon) {
  return Array.from({ length: Math.max(0, reach - horizon.months + 1) }, (_, tenure) =>
    valueBySurvival(1, margin, curve, tenure, horizon),
  )
}
