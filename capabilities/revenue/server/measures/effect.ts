import { sql } from 'kysely'
import type { z } from 'zod'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { firstDayOf, type Month, monthAfter, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { accountLedger } from '#capabilities/revenue/core/ledger/ledger.ts'
import type { AccountLedger } from '#capabilities/revenue/core/ledger/movement.ts'
import { exchangeRates } from '#capabilities/revenue/core/ledger/rates.ts'
import { customerChurnRate } from '#capabilities/revenue/core/measures/customers.ts'
import { figuresOf } from '#capabilities/revenue/core/measures/figures.ts'
import { keptOver, retentionOfCohort } from '#capabilities/revenue/core/measures/retention.ts'
import { netChurnRate, quickRatio, retentionOfMovements } from '#capabilities/revenue/core/measures/revenueRates.ts'
import { waterfall } from '#capabilities/revenue/core/measures/waterfall.ts'
import { readConventions } from '../ledger/conventions.ts'
import { readLines } from '../ledger/lines.ts'
import { readRates } from '../ledger/rates.ts'
import { toldUntil } from '../ledger/waterfall.ts'
import { type Asking } from '../ledger/whose.ts'

type Answer = z.input<(typeof measureRoutes.effect)['~orpc']['outputSchema'] & z.ZodType>
type Figures = NonNullable<Answer['figures']>['before']

/** Of so many customers the histories are derived while somebody waits. */
const most = 3000

/** What the figures of the last twelve whole months would be by other conventions: all histories derived both ways. */
export async function readEffect(tx: Tx, call: Asking, conventions: Conventions): Promise<Answer> {
  const { workspaceId, workspace } = call.caller
  const { rows } = await sql<{ id: AccountId }>`
    select id from accounts a where workspace_id = ${workspaceId} and archived_at is null
      and exists (select from contract_lines l where l.workspace_id = a.workspace_id and l.account_id = a.id)
  `.execute(tx)
  if (rows.length > most) return { accounts: rows.length, figures: null }
  const ids = rows.map(({ id }) => id)
  const lines = await readLines(tx, workspaceId, ids)
  const rates = exchangeRates(workspace.currency, await readRates(tx, workspaceId))
  const figures = (settled: Conventions): Figures => {
    const view = { asOf: toldUntil(call.today(), settled), rates, conventions: settled }
    const ledgers = lines.map((one) => accountLedger(one, view))
    return figuresUntil(ledgers, call.today(), settled)
  }
  const before = (await readConventions(tx, workspaceId)).conventions
  return { accounts: rows.length, figures: { before: figures(before), after: figures(conventions) } }
}

/** The figures of the twelve whole months before the month of a day. */
function figuresUntil(ledgers: readonly AccountLedger[], today: Day, conventions: Conventions): Figures {
  const to = monthAfter(monthOf(today), -1)
  const from = monthAfter(to, -11)
  const bridges = waterfall(ledgers, from, to)
  const all = figuresOf(bridges)
  const kept = retentionOfCohort(ledgers.map((ledger) => keptOver(ledger, from, to, conventions)))
  const { nrr, grr } = conventions.retention === 'cohort' ? kept : retentionOfMovements(all, conventions)
  const sum = (of: (bridge: (typeof bridges)[number]) => number) => bridges.reduce((n, bridge) => n + of(bridge), 0)
  const won = sum(({ kinds }) => kinds.new.accounts)
  const left = sum(({ kinds }) => kinds.churn.accounts)
  const customers = {
    opening: sum((bridge) => bridge.customers.opening),
    joined: won + sum(({ kinds }) => kinds.reactivation.accounts),
    churned: left,
    joinedAndChurned: cameAndWent(ledgers, from, to),
  }
  return {
    mrr: inMinorUnits(bridges.at(-1)!.closing),
    customers: bridges.at(-1)!.customers.closing,
    nrr,
    grr,
    customerChurn: customerChurnRate(customers, conventions),
    netChurn: netChurnRate(all, conventions),
    quickRatio: quickRatio(all, conventions),
    won,
    left,
  }
}

/** How often somebody came and left within one month of a period. */
function cameAndWent(ledgers: readonly AccountLedger[], from: Month, to: Month): number {
  const [begins, ends] = [firstDayOf(from), addDays(firstDayOf(monthAfter(to)), -1)]
  const stays = ledgers.flatMap((ledger) => ledger.stays).filter((stay) => stay.from >= begins && stay.from <= ends)
  return stays.filter((stay) => stay.until && monthOf(stay.until) === monthOf(stay.from)).length
}
