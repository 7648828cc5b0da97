import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { ledgerRoutes } from '#capabilities/revenue/contract/ledger.ts'
import { lastDayOf, type Month, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { type MovementKind, movementKinds } from '#capabilities/revenue/core/ledger/movement.ts'
import { averagePerAccount, customerChurnRate } from '#capabilities/revenue/core/measures/customers.ts'
import { figuresOf, inUnits } from '#capabilities/revenue/core/measures/figures.ts'
import { mrrTree } from '#capabilities/revenue/core/measures/mrrTree.ts'
import {
  expansionRate,
  grossChurnRate,
  growthRate,
  netChurnRate,
  quickRatio,
} from '#capabilities/revenue/core/measures/revenueRates.ts'
import { bridges, type MonthBridge, type MonthSums, noSums } from '#capabilities/revenue/core/measures/waterfall.ts'
import { type Day, day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { readConventions } from './conventions.ts'

type Answer = z.input<(typeof ledgerRoutes.waterfall)['~orpc']['outputSchema'] & z.ZodType>
export type Period = { from: string; to: string; segment?: string | undefined }
export type Asking = Pick<CallContext, 'caller' | 'today'>

/** Movements (or stays) of accounts that are not archived; of those in a segment, where one is asked for. */
export const ofAccounts = (table: RawBuilder<unknown>, { caller }: Asking, segment: string | undefined) => sql`
  ${table} m join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id and a.archived_at is null
    and m.workspace_id = ${caller.workspaceId}
  ${segment === undefined ? sql`` : sql`join account_facts f on f.workspace_id = a.workspace_id and f.account_id = a.id and ${segment} = any(f.segments)`}
`

/** Until when movements are told: until today, or until the end of the month where only month ends are compared. */
export const toldUntil = (today: Day, { compared }: Conventions): Day =>
  compared === 'changes' ? today : lastDayOf(monthOf(today))

/** The waterfall of some months, with their rates and what is not counted. */
export async function readWaterfall(tx: Tx, call: Asking, period: Period): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const months = await readBridges(tx, call, period, conventions)
  return {
    currency: call.caller.workspace.currency,
    asOf: toldUntil(call.today(), conventions),
    months: months.map((bridge) => present(bridge, conventions)),
    notCounted: await readNotCounted(tx, call, period.segment),
  }
}

/** A month, with how many joined (or came back) and left in it. */
type Bridge = MonthBridge & { short: number }

/** The bridges of a period as they are kept. */
export async function readBridges(tx: Tx, call: Asking, period: Period, conventions: Conventions): Promise<Bridge[]> {
  const asOf = toldUntil(call.today(), conventions)
  const { sums, short } = await readSums(tx, call, period.segment, asOf)
  const [from, to] = [monthOf(day(period.from)), monthOf(day(period.to))]
  return bridges(sums, from, to).map((bridge) => ({ ...bridge, short: short.get(bridge.month) ?? 0 }))
}

type Sum = { month: Month; kind: MovementKind; amount: string; accounts: number }

/** What moved by month and kind, and how many stays began and ended, or did both in one month. */
async function readSums(tx: Tx, call: Asking, segment: string | undefined, asOf: Day) {
  const moved = await sql<Sum>`
    select to_char(moved_on, 'YYYY-MM') as month, kind, sum(amount)::text as amount, sum(accounts)::int as accounts from (
      ${movedByDay(call, segment, asOf)}
    ) as days group by 1, 2
  `.execute(tx)
  const stays = await sql<{ month: Month; kind: MovementKind; accounts: number; short: number }>`
    with stays as (select m.* from ${ofAccounts(sql`revenue_stays`, call, segment)})
    select to_char(from_on, 'YYYY-MM') as month, kind, count(*) as accounts,
      count(*) filter (where to_char(until_on, 'YYYY-MM') = to_char(from_on, 'YYYY-MM')) as short
    from stays where from_on <= ${asOf}::date group by 1, 2
    union all
    select to_char(until_on, 'YYYY-MM'), 'churn', count(*), 0 from stays where until_on <= ${asOf}::date group by 1
  `.execute(tx)
  const sums: MonthSums = new Map()
  const of = (month: Month) => sums.get(month) ?? sums.set(month, noSums()).get(month)!
  for (const { month, kind, amount, accounts } of moved.rows) of(month)[kind] = { amount: BigInt(amount), accounts }
  const short = new Map<Month, number>()
  for (const row of stays.rows) {
    of(row.month)[row.kind].accounts = row.accounts
    short.set(row.month, (short.get(row.month) ?? 0) + row.short)
  }
  return { sums, short }
}

/**
 * What moved on each day. All movements are added up by themselves and those of archived accounts taken off again: to ask each
 * of a million movements for its account takes several times as long.
 */
function movedByDay(call: Asking, segment: string | undefined, asOf: Day) {
  const sums = sql`m.moved_on, m.kind, sum(m.amount) as amount, count(*) filter (where m.leads) as accounts`
  const until = sql`m.moved_on <= ${asOf}::date`
  if (segment !== undefined)
    return sql`select ${sums} from ${ofAccounts(sql`revenue_movements`, call, segment)} where ${until} group by 1, 2`
  const { workspaceId } = call.caller
  return sql`
    select ${sums} from revenue_movements m where m.workspace_id = ${workspaceId} and ${until} group by 1, 2
    union all
    select m.moved_on, m.kind, -sum(m.amount), -count(*) filter (where m.leads)
    from accounts a join revenue_movements m on m.workspace_id = a.workspace_id and m.account_id = a.id
    where a.workspace_id = ${workspaceId} and a.archived_at is not null and ${until} group by 1, 2
  `
}

function present(bridge: Bridge, conventions: Conventions): Answer['months'][number] {
  const { month, opening, closing, kinds, customers } = bridge
  const units = inUnits(opening, kinds)
  const figures = figuresOf([bridge])
  const { change } = mrrTree(bridge)
  const [amount, byCustomers] = [inMinorUnits(closing) - inMinorUnits(opening), inMinorUnits(change.byCustomers)]
  return {
    month,
    opening: inMinorUnits(opening),
    kinds: Object.fromEntries(
      movementKinds.map((kind) => [kind, { amount: units[kind], accounts: kinds[kind].accounts }]),
    ) as Answer['months'][number]['kinds'],
    closing: inMinorUnits(closing),
    customers,
    change: { amount, byCustomers, byPrice: amount - byCustomers },
    rates: {
      grossChurn: grossChurnRate(figures),
      netChurn: netChurnRate(figures, conventions),
      growth: growthRate(figures),
      quickRatio: quickRatio(figures, conventions),
      customerChurn: customerChurnRate(
        {
          opening: customers.opening,
          joined: kinds.new.accounts + kinds.reactivation.accounts,
          churned: kinds.churn.accounts,
          joinedAndChurned: bridge.short,
        },
        conventions,
      ),
      upsell: expansionRate(Number(kinds.upsell.amount), figures),
      crossSell: expansionRate(Number(kinds.cross_sell.amount), figures),
      average: averagePerAccount(inMinorUnits(closing), customers.closing),
    },
  }
}

async function readNotCounted(tx: Tx, call: Asking, segment: string | undefined): Promise<Answer['notCounted']> {
  const { rows } = await sql<Answer['notCounted'][number]>`
    select m.reason, m.currency, nullif(m.month, '') as month, count(*) as lines
    from ${ofAccounts(sql`revenue_not_counted`, call, segment)} group by 1, 2, 3 order by 1, 2, 3
  `.execute(tx)
  return rows
}
