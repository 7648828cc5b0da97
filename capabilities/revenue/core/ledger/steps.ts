import type { Day } from '#kernel/day.ts'
import { firstDayOf, monthAfter, monthOf } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import { type Exact, fraction } from '../fraction.ts'
import { holds } from '../mrr.ts'
import type { Span } from '../versions.ts'
import type { LineVersion, Refund, RevenueLine } from './line.ts'
import { monthlyPrice } from './price.ts'

/** What a line counts per month from a day on, until its next step. */
export type Step = {
  readonly from: Day
  readonly level: Exact
  /** What it would count, if it did not pause. */
  readonly held: Exact
  /** The version that made it so: the one that holds, or the last one that held. */
  readonly version: LineVersion
}

type Earlier = Pick<LedgerConventions, 'churnCounts' | 'discounts' | 'pauses' | 'refunds'>

/** The steps of a recurring line up to a day, in order, in its own currency. */
export function stepsOf(line: RevenueLine, conventions: Earlier, asOf: Day): Step[] {
  const versions = inOrder(line.versions)
  const refunds = conventions.refunds === 'ignored' ? [] : line.refunds.map(refunded)
  const ends = [line.coveredUntil, conventions.churnCounts === 'cancel_submitted' ? line.cancelledOn : null] as const
  const [versionOn, pauseOn] = [walk(versions), walk(inOrder(line.pauses))]
  const steps: Step[] = []
  let version: LineVersion | undefined
  for (const from of turns(versions, line.pauses, refunds, ends, asOf)) {
    const holding = counting(versionOn(from), from, ends)
    version = holding ?? version
    if (!version) continue
    const price = holding ? monthlyPrice(holding, from, conventions.discounts) : 0n
    const paused = conventions.pauses !== 'counted' && pauseOn(from) !== undefined
    const level = paused ? 0n : lessRefunds(price, refunds, from)
    const held = paused ? price : 0n
    const last = steps.at(-1)
    if (last?.level !== level || last.held !== held || last.version !== version)
      steps.push({ from, level, held, version })
  }
  return steps
}

/** From when on a line counts no more: not covered by its contract, and cancelled. */
type Ends = readonly [coveredUntil: Day | null, cancelledOn: Day | null]

/** A cancellation ends the price that held when it came; one agreed from a later day on counts again. */
function counting(
  version: LineVersion | undefined,
  on: Day,
  [coveredUntil, cancelledOn]: Ends,
): LineVersion | undefined {
  if (!version || (coveredUntil !== null && coveredUntil <= on)) return undefined
  return cancelledOn !== null && version.startOn < cancelledOn && cancelledOn <= on ? undefined : version
}

const inOrder = <S extends Span>(spans: readonly S[]): S[] => spans.toSorted((a, b) => (a.startOn < b.startOn ? -1 : 1))

/** Which of spans in order holds on a day, where the days asked for never go back. */
function walk<S extends Span>(spans: readonly S[]): (on: Day) => S | undefined {
  let at = 0
  return (on) => {
    while (at < spans.length && spans[at]!.endOn !== null && spans[at]!.endOn! <= on) at++
    const span = spans[at]
    return span && holds(span, on) ? span : undefined
  }
}

/** Every day up to `asOf` on which the level of a line may change, in order. */
function turns(
  versions: readonly LineVersion[],
  pauses: readonly Span[],
  refunds: readonly RefundedSpan[],
  ends: Ends,
  asOf: Day,
): Day[] {
  const days = new Set<Day | null>(ends)
  for (const { startOn, endOn, discount } of versions)
    days
      .add(startOn)
      .add(endOn)
      .add(discount?.until ?? null)
  for (const { startOn, endOn } of [...pauses, ...refunds]) days.add(startOn).add(endOn)
  return [...days].flatMap((on) => (on !== null && on <= asOf ? [on] : [])).sort((a, b) => (a < b ? -1 : 1))
}

/** Money given back counts off until the end of the month in which it was. */
type RefundedSpan = Span & Refund

const refunded = (refund: Refund): RefundedSpan => ({
  ...refund,
  startOn: refund.on,
  endOn: firstDayOf(monthAfter(monthOf(refund.on))),
})

function lessRefunds(price: Exact, refunds: readonly RefundedSpan[], on: Day): Exact {
  const back = refunds.reduce((sum, refund) => (holds(refund, on) ? sum + BigInt(refund.amount) * fraction : sum), 0n)
  if (back === 0n) return price
  return back < price ? price - back : 0n
}
