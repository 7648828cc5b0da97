import type { Day } from '#kernel/day.ts'
import { type Month, monthOf } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import { comparedSteps } from './basis.ts'
import { classify, type LineChange } from './classify.ts'
import type { AccountLines, LineVersion, RevenueLine } from './line.ts'
import type { AccountLedger, Movement, MovementKind, NotCounted } from './movement.ts'
import { neverCounted } from './notCounted.ts'
import { type ExchangeRates, rateIn } from './rates.ts'
import { type StandingLine, staysOf, turnsByDay } from './standing.ts'
import { type Step, stepsOf } from './steps.ts'
import { type Valued, valued } from './valued.ts'

/** From where one looks at revenue: until when, in which currency, by which conventions, at which products and plans. */
export type LedgerView = {
  readonly asOf: Day
  readonly rates: ExchangeRates
  readonly conventions: LedgerConventions
  /** Which prices are looked at; left out: all. */
  readonly within?: (line: RevenueLine, version: LineVersion) => boolean
}

/**
 * Everything that moved the MRR of one account up to a day, each time with the version that caused it. Nothing but the lines
 * of this account goes in: to derive the account anew after a change of them is all there is to do.
 */
export function accountLedger({ account, lines }: AccountLines, view: LedgerView): AccountLedger {
  const judged = lines.map((line) => ({ line, reason: neverCounted(line) }))
  const counted = judged.flatMap(({ line, reason }) => (reason === null ? [countedLine(line, view)] : []))
  const seen = counted.map((one) => one.seen)
  const stays = staysOf(seen, turnsByDay(seen), view.conventions)
  // Under a filter that nobody leaves, what somebody does is told from all of their lines.
  const whole = view.conventions.leavingAFilter === 'contraction' && view.within !== undefined
  const standing = whole ? counted.map((one) => one.all) : seen
  const days = turnsByDay(standing)
  const standingStays = whole ? staysOf(standing, days, view.conventions) : stays
  const changes = counted.flatMap(({ value }, at) => value.changes.map((change): LineChange => ({ at, change })))
  const ofRates = changes.flatMap(({ at, change }) => (change.rate ? [{ at, change, kind: change.rate }] : []))
  const own = Map.groupBy(
    changes.filter(({ change }) => change.rate === null),
    ({ change }) => change.on,
  )
  const movements = [...ofRates, ...classify(standing, days, standingStays, own)]
    .map(({ at, change, kind }) => movementOf(account, counted[at]!.line, change, kind))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return {
    movements,
    stays: stays.flatMap(({ kind, ...stay }) => (kind === 'ignored' ? [] : [{ ...stay, kind }])),
    notCounted: [
      ...judged.flatMap(({ line, reason }) => (reason === null ? [] : [leftOut(account, line, reason, null)])),
      ...counted.flatMap(({ line, value }) =>
        value.withoutRate.map((month) => leftOut(account, line, 'no_rate', month)),
      ),
    ],
  }
}

type CountedLine = { line: RevenueLine; all: StandingLine; seen: StandingLine; value: Valued }

function countedLine(line: RevenueLine, { asOf, rates, conventions, within }: LedgerView): CountedLine {
  const all = comparedSteps(stepsOf(line, conventions, asOf), conventions.compared, asOf)
  const seen = within ? all.map((step) => (within(line, step.version) ? step : without(step))) : all
  const began = all[0] ? monthOf(all[0].from) : monthOf(asOf)
  const constant = conventions.exchange === 'constant'
  const rateOf = (month: Month) => rateIn(rates, line.currency, constant ? began : month)
  const revalued = !constant && line.currency !== rates.reporting
  return {
    line,
    all: { product: line.product, currency: line.currency, steps: all },
    seen: { product: line.product, currency: line.currency, steps: seen },
    value: valued(seen, monthOf(asOf), rateOf, revalued),
  }
}

const without = (step: Step): Step => ({ ...step, level: 0n, held: 0n })

function movementOf(
  account: string,
  line: RevenueLine,
  change: Valued['changes'][number],
  kind: MovementKind,
): Movement {
  return {
    account,
    on: change.on,
    product: line.product,
    line: line.id,
    version: change.version.id,
    kind,
    amount: change.amount,
    currency: line.currency,
    native: change.native,
  }
}

function leftOut(account: string, line: RevenueLine, reason: NotCounted['reason'], month: Month | null): NotCounted {
  return { account, line: line.id, reason, currency: line.currency, month }
}
