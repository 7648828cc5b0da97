import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { measureRoutes } from '#capabilities/revenue/contract/measures.ts'
import { firstDayOf, monthAfter, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { acquisitionCost, paybackMonths } from '#capabilities/revenue/core/measures/acquisition.ts'
import { averagePerAccount, customerChurnRate } from '#capabilities/revenue/core/measures/customers.ts'
import { scoreInterval } from '#capabilities/revenue/core/measures/interval.ts'
import { valueByChurn, valueByDuration, valueBySurvival } from '#capabilities/revenue/core/measures/lifetimeValue.ts'
import { readConventions } from '../ledger/conventions.ts'
import { readBridges, toldUntil } from '../ledger/waterfall.ts'
import { type Asking } from '../ledger/whose.ts'
import { readAssumptions } from './assumptions.ts'
import { readCurve } from './lifetimes.ts'

type Answer = z.input<(typeof measureRoutes.lifetime)['~orpc']['outputSchema'] & z.ZodType>
type Range = Answer['forms']['revenue_by_churn']

const longest = 60 // months
const unknown: Range = { value: null, low: null, high: null }

/** What a customer is worth by every form there is, with what goes into each. */
export async function readLifetime(tx: Tx, call: Asking, segment: string | undefined): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const assumptions = await readAssumptions(tx, call.caller.workspaceId)
  const { churn, won, customers, mrr, arpa } = await readYear(tx, call, segment, conventions)
  const { curve, reach, stayed, tenures } = await readCurve(tx, call, segment)
  const margin = (assumptions.marginPercent ?? 100) / 100
  const byChurn = (by: number): Range => {
    const value = (rate: number | null) => (arpa === null || rate === null ? null : valueByChurn(arpa, rate, by))
    return { value: value(churn.value), low: value(churn.high), high: value(churn.low) }
  }
  const horizon = { months: Math.min(reach, longest), discountPerYear: (assumptions.discountPercent ?? 0) / 100 }
  const bySurvival = (part: 'kept' | 'low' | 'high') => {
    const steps = curve.map((step) => ({ ...step, kept: step[part] ?? 0 }))
    return arpa === null || reach === 0 ? null : valueBySurvival(arpa, margin, steps, 0, horizon)
  }
  const [kept, low, high] = [bySurvival('kept'), bySurvival('low'), bySurvival('high')]
  const { acquisitionCost: spent } = assumptions
  const cost = spent === null ? null : acquisitionCost(spent, won)
  const months = cost === null || arpa === null ? null : paybackMonths(cost, arpa, margin)
  return {
    currency: call.caller.workspace.currency,
    asOf: toldUntil(call.today(), conventions),
    assumptions,
    customers,
    mrr,
    arpa,
    churn,
    stayed,
    tenures,
    curve: curve.map((step) => ({ time: step.time, kept: step.kept, low: step.low ?? 0, high: step.high ?? 0 })),
    reach,
    forms: {
      price_by_duration: {
        ...unknown,
        value: arpa === null || stayed === null ? null : valueByDuration(arpa, 1, stayed),
      },
      revenue_by_churn: byChurn(1),
      margin_by_churn: assumptions.marginPercent === null ? unknown : byChurn(margin),
      by_survival: {
        value: kept?.value ?? null,
        low: low?.value ?? null,
        high: high?.value ?? null,
        months: kept?.months ?? null,
        horizon: horizon.months,
      },
    },
    payback: spent === null || cost === null || months === null ? null : { won, spent, cost, months },
  }
}

/** Who left and who was won in the last twelve whole months, and what a customer pays now. */
async function readYear(tx: Tx, call: Asking, segment: string | undefined, conventions: Conventions) {
  const from = firstDayOf(monthAfter(monthOf(call.today()), -12))
  const bridges = await readBridges(tx, call, { from, to: call.today(), segment }, conventions)
  const now = bridges.at(-1)!
  const year = bridges.slice(0, -1)
  const sum = (of: (bridge: (typeof year)[number]) => number) => year.reduce((all, bridge) => all + of(bridge), 0)
  const won = sum(({ kinds }) => kinds.new.accounts)
  const figures = {
    opening: sum((bridge) => bridge.customers.opening),
    joined: won + sum(({ kinds }) => kinds.reactivation.accounts),
    churned: sum(({ kinds }) => kinds.churn.accounts),
    joinedAndChurned: sum(({ short }) => short),
  }
  const ofOpening = conventions.customerChurn === 'of_opening'
  const left = ofOpening ? figures.churned - figures.joinedAndChurned : figures.churned
  const exposed = ofOpening ? figures.opening : figures.opening + figures.joined
  const interval = scoreInterval(left, exposed)
  const churn = { value: customerChurnRate(figures, conventions), low: null, high: null, ...interval, left, exposed }
  const [customers, mrr] = [now.customers.closing, inMinorUnits(now.closing)]
  return { churn, won, customers, mrr, arpa: averagePerAccount(mrr, customers) }
}
