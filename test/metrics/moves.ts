import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { exchangeRates } from '#capabilities/revenue/core/ledger/rates.ts'
import { waterfall } from '#capabilities/revenue/core/measures/waterfall.ts'
import { accountMonths } from '#capabilities/revenue/core/measures/cohorts.ts'
import { type Day, day } from '#kernel/day.ts'
import { linesOf, type SubscriptionEvent } from './events.ts'
import type { Handler } from './handler.ts'
import { cents, dollars, ledgerOf, line, movedIn, told, version, viewOf } from './histories.ts'

type MonthInput = {
  month: string
  start_mrr?: number
  events?: { at: Day; type: string; mrr?: number; amount?: number; customer: string }[]
  subscriptions?: { amount: number; currency: string }[]
  rates?: Record<string, number>
}

/** One customer whom something happens to, among others who pay as before. */
function monthOf(input: MonthInput, conventions: Conventions) {
  const rates = Object.entries(input.rates ?? {}).map(([month, rate]) => ({
    currency: input.subscriptions![0]!.currency,
    on: day(`${month}-01`),
    rate: String(rate),
  }))
  const view = viewOf(conventions, `${input.month}-28`, { rates: exchangeRates('USD', rates) })
  const others = line([version('2026-01-01', input.start_mrr ?? 0)])
  const events = input.events ?? []
  const refunds = events.flatMap(({ type, at, amount }) =>
    type === 'refund' ? [{ on: at, amount: cents(amount!) }] : [],
  )
  const came = events.find(({ type }) => type === 'new')
  const left = events.find(({ type }) => type === 'churn')
  const own = came ? [line([version(came.at, came.mrr!, { endOn: left?.at ?? null })])] : []
  const given = (input.subscriptions ?? []).map(({ amount, currency }) =>
    line([version('2026-01-01', amount)], { currency }),
  )
  return [ledgerOf([{ ...others, refunds }], view, 'others'), ledgerOf([...own, ...given], view)]
}

function answerMonth(input: MonthInput, conventions: Conventions) {
  const ledgers = monthOf(input, conventions)
  const movements = ledgers.flatMap((ledger) => ledger.movements)
  const inMonth = told(movements).filter(({ at }) => at.startsWith(input.month))
  const moved = (type: string) => movedIn(movements, type, input.month)
  const [bridge] = waterfall(ledgers, input.month, input.month)
  return {
    movements: inMonth,
    new: moved('new'),
    churn: moved('churn'),
    expansion: moved('expansion'),
    contraction: moved('contraction'),
    end_mrr: dollars(bridge!.closing),
  }
}

function pause(input: { mrr_before: number; paused_from: Day; resumed_at: Day }, conventions: Conventions) {
  const pauses = [{ startOn: input.paused_from, endOn: input.resumed_at }]
  const paused = line([version('2025-01-01', input.mrr_before)], { pauses })
  const ledger = ledgerOf([paused], viewOf(conventions, input.resumed_at))
  const moved = told(ledger.movements)
  const [before] = waterfall([ledger], input.paused_from.slice(0, 7), input.paused_from.slice(0, 7))
  return {
    mrr_while_paused: dollars(before!.closing),
    movement_at_pause: moved.find(({ at }) => at === input.paused_from),
    movement_at_resume: moved.find(({ at }) => at === input.resumed_at),
  }
}

function churnDate(input: { cancel_submitted: Day; service_period_end: Day }, conventions: Conventions) {
  const ending = line([version('2025-01-31', 10, { endOn: input.service_period_end })], {
    cancelledOn: input.cancel_submitted,
  })
  const on = (churnCounts: Conventions['churnCounts']) =>
    told(ledgerOf([ending], viewOf({ ...conventions, churnCounts }, '2027-01-01')).movements).find(
      ({ type }) => type === 'churn',
    )?.at
  return { immediate: on('cancel_submitted'), end_of_period: on('period_end') }
}

function merge(
  { before }: { before: { record: string; events: { at: Day; type: string; mrr: number }[] }[] },
  conventions: Conventions,
) {
  const lines = before.map(({ record, events }) =>
    line([version(events[0]!.at, events[0]!.mrr, { endOn: events.find(({ type }) => type === 'churn')?.at ?? null })], {
      id: record,
    }),
  )
  const ledger = ledgerOf(lines, viewOf(conventions, '2020-02-01'))
  const [month] = waterfall([ledger], '2020-01', '2020-01')
  return {
    movements: told(ledger.movements),
    customers_2020_01: month!.customers.closing,
    churn_2020_01: month!.kinds.churn.accounts,
    new_2020_01: month!.kinds.new.accounts,
    cohort: accountMonths(ledger, '2020-01')?.began,
  }
}

type Leaving = { from_plan: string; from_mrr: number; to_plan: string; to_mrr: number }

function leaveSegment({ filter, event }: { filter: string; event: Leaving }, conventions: Conventions) {
  const on = day('2026-03-01')
  const moving = line([
    version('2026-01-01', event.from_mrr, { plan: event.from_plan, endOn: on }),
    version(on, event.to_mrr, { plan: event.to_plan }),
  ])
  const view = viewOf(conventions, on)
  const within = (_line: unknown, { plan }: { plan: string | null }) => filter === `plan ${plan}`
  return {
    mrr_leaving_segment: movedIn(ledgerOf([moving], { ...view, within }).movements, 'churn', '2026-03'),
    contraction_all_plans: movedIn(ledgerOf([moving], view).movements, 'contraction', '2026-03'),
  }
}

function answerEvents(
  { events, months }: { events: SubscriptionEvent[]; months?: string[] },
  conventions: Conventions,
) {
  const { movements } = ledgerOf(linesOf(events), viewOf(conventions, '2027-01-01'))
  const moved = (type: string) => (months ?? []).reduce((sum, month) => sum + movedIn(movements, type, month), 0)
  const left = movements.filter(({ kind, on }) => kind === 'churn' && months?.includes(on.slice(0, 7)))
  return {
    movements: told(movements),
    churn: moved('churn'),
    contraction: moved('contraction'),
    customers_churned: new Set(left.map(({ account }) => account)).size,
  }
}

function comeBack(
  { churned_at, returned_at, mrr }: { churned_at: Day; returned_at: Day; mrr: number },
  conventions: Conventions,
) {
  const lines = [
    line([version('2025-01-01', mrr, { endOn: churned_at })], { id: 'before' }),
    line([version(returned_at, mrr)], { id: 'after' }),
  ]
  return { classified_as: told(ledgerOf(lines, viewOf(conventions, returned_at)).movements).at(-1)?.type }
}

/** Cases that tell a history and ask for its movements. */
export const moveHandlers: Record<string, Handler> = {
  mrr_movements: { uses: ['compared', 'churnCounts'], answer: answerEvents },
  mrr_movements_month: { uses: ['compared', 'exchange', 'refunds', 'signUpAndChurnInAMonth'], answer: answerMonth },
  pause: { uses: ['pauses'], answer: pause },
  churn_date: { uses: ['churnCounts'], answer: churnDate },
  account_merge: { uses: ['compared'], answer: merge },
  segment_movement: { uses: ['leavingAFilter'], answer: leaveSegment },
  reactivation: { uses: ['reactivatedWithinDays'], answer: comeBack },
}
