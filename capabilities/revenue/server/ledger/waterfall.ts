import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { ledgerRoutes } from '#capabilities/revenue/contract/ledger.ts'
import { lastDayOf, type Month, monthOf, monthsFrom } from '#capabilities/revenue/core/calendar/month.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { type MovementKind, movementKinds } from '#capabilities/revenue/core/ledger/movement.ts'
import { averagePerAccount, customerChurnRate } from '#capabilities/revenue/core/measures/customers.ts'
import { dailyChurn, type MovedDay } from '#capabilities/revenue/core/measures/dailyChurn.ts'
import { figuresOf, inUnits } from '#capabilities/revenue/core/measures/figures.ts'
import { mrrTree } from '#capabilities/revenue/core/measures/mrrTree.ts'
import {
  expansionRate,
  grossChurnRate,
  growthRate,
  netChurnRate,
  quickRatio,
  type Share,
} from '#capabilities/revenue/core/measures/revenueRates.ts'
import { bridges, type MonthBridge, type MonthSums, noSums } from '#capabilities/revenue/core/measures/waterfall.ts'
import { type Day, day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readConventions } from './conventions.ts'
import {
  type Asking,
  isEverybody,
  lineWithin,
  movementsWithin,
  ofAccounts,
  staysWithin,
  type Whose,
  whoseOf,
  type Within,
} from './whose.ts'

type Answer = z.input<(typeof ledgerRoutes.waterfall)['~orpc']['outputSchema'] & z.ZodType>
export type Period = { from: string; to: string } & Within

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
    notCounted: await readNotCounted(tx, call, period),
  }
}

/** A month, with how many joined (or came back) and left in it, and what was lost in it day by day. */
type Bridge = MonthBridge & { short: number; lostByDay: Share }

/** The bridges of a period as they are kept. */
export async function readBridges(tx: Tx, call: Asking, period: Period, conventions: Conventions): Promise<Bridge[]> {
  const asOf = toldUntil(call.today(), conventions)
  const whose = await whoseOf(tx, call, period)
  const moved = await readMoved(tx, call, period, whose, asOf)
  const { sums, short } = await readSums(tx, call, period, whose, asOf, moved)
  const [from, to] = [monthOf(day(period.from)), monthOf(day(period.to))]
  const lost = conventions.revenueChurn === 'sum_of_days' ? dailyChurn(moved, monthsFrom(from, to)) : null
  return bridges(sums, from, to).map((bridge) => ({
    ...bridge,
    short: short.get(bridge.month) ?? 0,
    lostByDay: lost?.get(bridge.month) ?? null,
  }))
}

/** What moved by day and kind. */
async function readMoved(tx: Tx, call: Asking, within: Within, whose: Whose, asOf: Day) {
  type Moved = { on: Day; kind: MovementKind; amount: string; accounts: number }
  const { rows } = await sql<Moved>`${movedByDay(call, within, whose, asOf)}`.execute(tx)
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

/** What moved by month and kind, and how many stays began and ended, or did both in one month. */
async function readSums(
  tx: Tx,
  call: Asking,
  within: Within,
  whose: Whose,
  asOf: Day,
  moved: readonly (MovedDay & { accounts: number })[],
) {
  type Stays = { on: Day; kind: MovementKind; accounts: number; short: number }
  const stays = await sql<Stays>`${staysByDay(call, within, whose, asOf)}`.execute(tx)
  const sums: MonthSums = new Map()
  const of = (month: Month) => sums.get(month) ?? sums.set(month, noSums()).get(month)!
  for (const { on, kind, amount, accounts } of moved) {
    const sum = of(monthOf(on))[kind]
    sum.amount += amount
    sum.accounts += accounts
  }
  const short = new Map<Month, number>()
  // Who comes and who leaves is counted by stays: movements of several lines may be one coming.
  for (const kinds of sums.values())
    for (const kind of ['new', 'reactivation', 'churn'] as const) kinds[kind].accounts = 0
  for (const row of stays.rows) {
    const month = monthOf(row.on)
    of(month)[row.kind].accounts += row.accounts
    short.set(month, (short.get(month) ?? 0) + row.short)
  }
  return { sums, short }
}

/**
 * What moved on each day. All movements are added up by themselves and those of archived accounts taken off again: to ask each
 * of a million movements for its account takes several times as long.
 */
function movedByDay(call: Asking, within: Within, whose: Whose, asOf: Day) {
  const sums = sql`m.moved_on as on, m.kind, sum(m.amount)::text as amount, count(*) filter (where m.leads) as accounts`
  const until = sql`m.moved_on <= ${asOf}::date`
  const moved = movementsWithin(call, within)
  if (!isEverybody(whose))
    return sql`select ${sums} from ${ofAccounts(moved, call, whose)} where ${until} group by 1, 2`
  const { workspaceId } = call.caller
  return sql`
    select ${sums} from ${moved} m where m.workspace_id = ${workspaceId} and ${until} group by 1, 2
    union all
    select m.moved_on, m.kind, (-sum(m.amount))::text, -count(*) filter (where m.leads)
    from accounts a join ${moved} m on m.workspace_id = a.workspace_id and m.account_id = a.id
    where a.workspace_id = ${workspaceId} and a.archived_at is not null and ${until} group by 1, 2
  `
}

/** How many stays began and ended on each day, and how many of those that began ended in the same month; added up as movements are. */
function staysByDay(call: Asking, within: Within, whose: Whose, asOf: Day) {
  const { workspaceId } = call.caller
  const stays = staysWithin(call, within)
  const counted = (from: RawBuilder<unknown>, times: 1 | -1) => sql`
    select m.from_on as on, m.kind, ${sql.lit(times)} * count(*) as accounts, ${sql.lit(times)} * count(*) filter (
      where m.until_on - m.from_on < 31 and date_trunc('month', m.until_on) = date_trunc('month', m.from_on)) as short
    from ${from} and m.from_on <= ${asOf}::date group by 1, 2
    union all
    select m.until_on, 'churn', ${sql.lit(times)} * count(*), 0 from ${from} and m.until_on <= ${asOf}::date group by 1
  `
  if (!isEverybody(whose)) return counted(sql`${ofAccounts(stays, call, whose)} where true`, 1)
  return sql`
    ${counted(sql`${stays} m where m.workspace_id = ${workspaceId}`, 1)}
    union all
    ${counted(
      sql`accounts a join ${stays} m on m.workspace_id = a.workspace_id and m.account_id = a.id
        where a.workspace_id = ${workspaceId} and a.archived_at is not null`,
      -1,
    )}
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
      grossChurn: conventions.revenueChurn === 'sum_of_days' ? bridge.lostByDay : grossChurnRate(figures),
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

async function readNotCounted(tx: Tx, call: Asking, within: Within): Promise<Answer['notCounted']> {
  const whose = await whoseOf(tx, call, within)
  const { rows } = await sql<Answer['notCounted'][number]>`
    select m.reason, m.currency, nullif(m.month, '') as month, count(*) as lines
    from ${ofAccounts(sql`revenue_not_counted`, call, whose)} where ${lineWithin(within, sql`m.line_id`)}
    group by 1, 2, 3 order by 1, 2, 3
  `.execute(tx)
  return rows
}
