import type { Day } from '#kernel/day.ts'
import { majorUnits } from '#kernel/money.ts'
import { firstDayOf, monthAfter, monthOf } from '../calendar/month.ts'
import { countedOn } from '../counted.ts'
import { type Exact, inMinorUnits } from '../fraction.ts'
import { accountLedger } from '../ledger/ledger.ts'
import type { AccountLines, RevenueLine } from '../ledger/line.ts'
import { neverCounted } from '../ledger/notCounted.ts'
import { monthlyPrice } from '../ledger/price.ts'
import { converted, rateIn } from '../ledger/rates.ts'
import { holds } from '../mrr.ts'
import { type Asked, figureFrom, figureOf, type FigureKind, monthsTold, readOn, toldAs } from './figure.ts'
import { inOtherWays } from './otherwise.ts'
import type { Reason } from './reason.ts'

/** Consumption tax in Japan: the usual rate and the reduced one, percent. */
const taxes = [10, 8] as const
/** Of how many months an amount may be billed at once. */
const terms = [1, 2, 3, 6, 12, 24, 36] as const
/** How many months before and after may be meant. */
const near = [-1, 1, -2, 2, -3, 3] as const

/** What differs: our figure exactly, theirs in minor units. */
type Difference = { readonly ours: Exact; readonly theirs: number }

/** Where the amounts alone tell the reason: the same, rounded otherwise, with tax, or of so many months at once. */
export function byAmounts({ ours, theirs }: Difference, lines: number, kind: FigureKind): Reason | null {
  const told = toldAs(kind, ours)
  if (told === theirs) return { reason: 'same' }
  if (told === 0 || theirs === 0) return null
  if (Math.abs(theirs - told) <= roundings(lines, kind)) return { reason: 'rounding' }
  const others = terms.filter((months) => months !== monthsTold(kind))
  const months = others.find((count) => inMinorUnits(ours, count) === theirs)
  if (months !== undefined) return { reason: 'interval', months }
  for (const own of [monthsTold(kind), ...others])
    for (const percent of taxes)
      if (Math.abs(theirs - (inMinorUnits(ours, own) * (100 + percent)) / 100) < 1)
        return { reason: 'tax', percent, months: own === monthsTold(kind) ? null : own }
  return null
}

/** By how much sums differ where each line is rounded by itself, and a month before it is told by the year. */
const roundings = (lines: number, kind: FigureKind): number => (kind === 'arr' ? 6 : 1) * Math.max(1, lines)

/** Why a figure of a list differs from ours, told from the contracts of the account. Only what comes to exactly theirs is told. */
export function explain(account: AccountLines, difference: Difference, asked: Asked): Reason {
  const { ours, theirs } = difference
  const first = byAmounts(difference, account.lines.length, asked.kind)
  if (first) return first
  if (theirs === 0) return { reason: 'only_ours', since: sinceWhen(account, asked) }
  const hits = (exact: Exact) => toldAs(asked.kind, exact) === theirs
  return (
    inOtherWays(account, asked, hits) ??
    pausing(account, ours, asked) ??
    leftOut(account, difference, asked) ??
    (ours === 0n ? nothingOfOurs(account, asked) : null) ??
    withinMonth(account, asked, hits) ??
    lineLacking(account, difference, asked) ??
    atOtherRates(account, theirs, asked) ??
    ofOtherMonth(account, asked, hits) ?? { reason: 'unexplained' }
  )
}

/** Since when an account is a customer, as far as the month tells. */
export function sinceWhen(account: AccountLines, asked: Asked): Day | null {
  const { rates, conventions } = asked
  const { stays } = accountLedger(account, { asOf: readOn(asked), rates, conventions })
  return stays.findLast(({ from }) => from <= readOn(asked))?.from ?? null
}

/** That all of an account pauses. */
function pausing({ lines }: AccountLines, ours: Exact, asked: Asked): Reason | null {
  if (ours !== 0n) return null
  const on = readOn(asked)
  const paused = lines.filter((line) => countedOn(line, on, asked).reason === 'paused')
  const starts = paused.flatMap(({ pauses }) =>
    pauses.filter((pause) => holds(pause, on)).map(({ startOn }) => startOn),
  )
  return paused.length === 0 ? null : { reason: 'pause', since: starts.sort()[0] ?? null, exactly: false }
}

/** A line in no figure with which we come to theirs; where nothing else counts, it is named even if we do not. */
function leftOut({ lines }: AccountLines, { ours, theirs }: Difference, asked: Asked): Reason | null {
  const outs = lines.flatMap((line) => {
    const why = neverCounted(line) ?? countedOn(line, readOn(asked), asked).reason
    return why === null || why === 'ended' || why === 'not_started' || why === 'paused' ? [] : [{ line, why }]
  })
  const exact = outs.find(({ line }) =>
    worths(line, asked).some(
      (worth) =>
        toldAs(asked.kind, ours + worth) === theirs || toldAs(asked.kind, ours) + inMinorUnits(worth) === theirs,
    ),
  )
  const found = exact ?? (ours === 0n ? outs.find(({ why }) => why !== 'trial' && why !== 'archived') : undefined)
  return found ? { reason: 'not_counted', why: found.why, product: found.line.product, exactly: found === exact } : null
}

/** What a line that is left out would count in the month: by the month, and all at once where it is paid in it. */
function worths(line: RevenueLine, { month, rates, conventions, ...asked }: Asked): Exact[] {
  const ratio = rateIn(rates, line.currency, month)
  if (ratio === null) return []
  const last = readOn({ month })
  const version = line.versions.find((one) => holds(one, last) || monthOf(one.startOn) === month)
  if (!version) return []
  const byMonth = monthlyPrice({ ...version, trial: false }, last, conventions.discounts)
  const whole = monthlyPrice(
    { ...version, trial: false, interval: { unit: 'month', count: monthsTold(asked.kind) } },
    last,
    conventions.discounts,
  )
  return [byMonth, ...(monthOf(version.startOn) === month ? [whole] : [])].map((exact) => converted(exact, ratio))
}

/** Why nothing of an account counts in a month. */
export function nothingOfOurs({ lines }: AccountLines, asked: Asked): Reason {
  const on = readOn(asked)
  if (lines.length === 0) return { reason: 'only_theirs', why: 'no_contract', on: null }
  const told = lines.map((line) => ({ line, reason: countedOn(line, on, asked).reason }))
  const are = (reason: string) => told.filter((one) => one.reason === reason).map(({ line }) => line)
  const ends = are('ended').flatMap((line) => endOf(line, on))
  if (ends.length > 0) return { reason: 'only_theirs', why: 'ended', on: ends.sort().at(-1)! }
  const starts = are('not_started').flatMap(({ versions }) => versions.map(({ startOn }) => startOn))
  if (starts.length > 0) return { reason: 'only_theirs', why: 'not_started', on: starts.sort()[0]! }
  const why = told.every(({ reason }) => reason === 'archived')
    ? 'archived'
    : are('trial').length > 0
      ? 'trial'
      : 'nothing'
  return { reason: 'only_theirs', why, on: null }
}

/** The first day on which a line that has ended counts no more. */
function endOf({ versions, coveredUntil, cancelledOn }: RevenueLine, on: Day): Day[] {
  const last = versions.flatMap(({ endOn }) => endOn ?? []).filter((end) => end <= on)
  const ends = [coveredUntil, last.sort().at(-1) ?? cancelledOn].flatMap((end) =>
    end !== null && end <= on ? [end] : [],
  )
  return ends.sort().slice(0, 1)
}

/** A change within the month of which theirs knows nothing yet, or not all. */
function withinMonth(account: AccountLines, asked: Asked, hits: (exact: Exact) => boolean): Reason | null {
  const { rates, conventions, month } = asked
  const { movements } = accountLedger(account, {
    asOf: readOn(asked),
    rates,
    conventions: { ...conventions, compared: 'changes' },
  })
  const bought = movements.filter(({ kind }) => kind !== 'fx' && kind !== 'uncounted')
  const within = [...new Set(bought.map(({ on }) => on))].filter((on) => on >= firstDayOf(month))
  if (within.length === 0) return null
  const before = (on: Day) => movements.reduce((sum, movement) => (movement.on < on ? sum + movement.amount : sum), 0n)
  const early = within.find((on) => hits(before(on)))
  if (early) return { reason: 'in_month', on: early, how: 'before' }
  const whole = { ...asked, kind: 'mrr' } as const
  if (hits(figureOf(movements, whole))) return { reason: 'in_month', on: within.at(-1)!, how: 'after' }
  const changes = { ...conventions, compared: 'changes' } as const
  const days = figureOf(movements, { ...asked, kind: 'revenue', conventions: changes })
  return hits(days) ? { reason: 'in_month', on: within[0]!, how: 'prorated' } : null
}

/** A product of ours without which we come to theirs. */
function lineLacking({ account, lines }: AccountLines, { theirs }: Difference, asked: Asked): Reason | null {
  const products = [...new Set(lines.map(({ product }) => product))]
  if (products.length < 2) return null
  const lacking = products.find((product) => {
    const rest = { account, lines: lines.filter((line) => line.product !== product) }
    return toldAs(asked.kind, figureFrom(rest, asked)) === theirs
  })
  return lacking === undefined ? null : { reason: 'line', product: lacking }
}

/** Theirs in the contract's own currency, or at the rate of a month nearby. */
function atOtherRates(account: AccountLines, theirs: number, asked: Asked): Reason | null {
  const { rates, month, kind, conventions } = asked
  const foreign = [...new Set(account.lines.map(({ currency }) => currency))].filter((one) => one !== rates.reporting)
  for (const currency of foreign) {
    const rate = (at: string) => rates.monthly.get(currency)?.get(at)
    const at = near
      .map((months) => monthAfter(month, months))
      .find((other) => {
        const ratio = rate(other)
        if (!ratio) return false
        const monthly = new Map(rates.monthly).set(currency, new Map(rates.monthly.get(currency)).set(month, ratio))
        return toldAs(kind, figureFrom(account, { ...asked, rates: { ...rates, monthly } })) === theirs
      })
    if (at) return { reason: 'exchange', currency, month: at }
    const { movements } = accountLedger(account, { asOf: readOn(asked), rates, conventions })
    const native = movements
      .filter((one) => one.currency === currency)
      .map(({ on, native: amount }) => ({ on, amount }))
    const own = majorUnits({ amount: toldAs(kind, figureOf(native, asked)), currency })
    if (own !== 0 && own === majorUnits({ amount: theirs, currency: rates.reporting }))
      return { reason: 'exchange', currency, month: null }
  }
  return null
}

/** Our figure of a month nearby that is exactly theirs. */
function ofOtherMonth(account: AccountLines, asked: Asked, hits: (exact: Exact) => boolean): Reason | null {
  const { rates, conventions } = asked
  const asOf = readOn({ month: monthAfter(asked.month, Math.max(...near)) })
  const { movements } = accountLedger(account, { asOf, rates, conventions })
  const month = near
    .map((months) => monthAfter(asked.month, months))
    .find((other) => hits(figureOf(movements, { ...asked, month: other })))
  return month === undefined ? null : { reason: 'other_month', month }
}
