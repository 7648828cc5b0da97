import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { ledgerRoutes } from '#capabilities/revenue/contract/ledger.ts'
import { firstDayOf, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { figuresOf } from '#capabilities/revenue/core/measures/figures.ts'
import { retentionOfCohort } from '#capabilities/revenue/core/measures/retention.ts'
import { retentionOfMovements } from '#capabilities/revenue/core/measures/revenueRates.ts'
import { addDays, addMonths, day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readConventions } from './conventions.ts'
import { type Period, readBridges, toldUntil } from './waterfall.ts'
import { type Asking, movementsWithin, ofAccounts, staysWithin, whoseOf } from './whose.ts'

type Answer = z.input<(typeof ledgerRoutes.retention)['~orpc']['outputSchema'] & z.ZodType>

/** NRR and GRR over a period: of the accounts that paid at its beginning, or from its movements, as it is settled. */
export async function readRetention(tx: Tx, call: Asking, period: Period): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const cohort = retentionOfCohort(await readKept(tx, call, period, conventions))
  const { accounts, logos } = cohort
  const [then, now] = [inMinorUnits(cohort.then), inMinorUnits(cohort.now)]
  const form = conventions.retention
  if (form === 'cohort') return { form, accounts, then, now, nrr: cohort.nrr, grr: cohort.grr, logos }
  const figures = figuresOf(await readBridges(tx, call, period, conventions))
  return { form, accounts, then, now, ...retentionOfMovements(figures, conventions), logos }
}

/** Per account what it counted before the period and counts after it. */
async function readKept(tx: Tx, call: Asking, period: Period, conventions: Conventions) {
  const kept = keptSql(call, period, conventions)
  const { rows } = await sql<{ then: string; now: string }>`
    select m.then::text, m.now::text from ${ofAccounts(kept, call, await whoseOf(tx, call, period))} where m.then > 0
  `.execute(tx)
  return rows.map((row) => ({ then: BigInt(row.then), now: BigInt(row.now) }))
}

/**
 * Rows of account, what it counted before the first month and what it counts after the last one, exchange rates apart (see
 * `keptOver`).
 */
export function keptSql(call: Asking, period: Period, conventions: Conventions): RawBuilder<unknown> {
  const begins = firstDayOf(monthOf(day(period.from)))
  const until = toldUntil(call.today(), conventions)
  const end = addDays(addMonths(firstDayOf(monthOf(day(period.to))), 1), -1)
  const ends = until < end ? until : end
  const { workspaceId } = call.caller
  const leftOut = conventions.reactivationInRetention === 'left_out'
  return sql`(
    select ${workspaceId}::uuid as workspace_id, k.account_id,
      sum(k.amount) filter (where k.moved_on < ${begins}::date) as then,
      coalesce(sum(k.amount) filter (where k.moved_on < ${begins}::date
        or k.kind not in ('fx', 'uncounted') and (n.from_on is null or k.moved_on < n.from_on)), 0) as now
    from ${movementsWithin(call, period)} k left join (
      select account_id, min(from_on) as from_on from ${staysWithin(call, period)} s
      where workspace_id = ${workspaceId} and from_on >= ${begins}::date and from_on <= ${ends}::date
        and (kind = 'new' or ${leftOut}) group by 1
    ) n on n.account_id = k.account_id
    where k.workspace_id = ${workspaceId} and k.moved_on <= ${ends}::date group by 2
  )`
}
