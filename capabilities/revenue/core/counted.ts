import type { Day } from '#kernel/day.ts'
import { monthOf } from './calendar/month.ts'
import type { LedgerConventions } from './conventions.ts'
import { type Exact, inMinorUnits } from './fraction.ts'
import type { RevenueLine } from './ledger/line.ts'
import { notCountedReasons } from './ledger/movement.ts'
import { neverCounted } from './ledger/notCounted.ts'
import { converted, type ExchangeRates, rateIn } from './ledger/rates.ts'
import { stepsOf } from './ledger/steps.ts'
import { holds } from './mrr.ts'

/** Why a line counts no MRR on a day: what keeps it out of every figure, or where it stands on that day. */
export const uncountedReasons = [...notCountedReasons, 'trial', 'not_started', 'ended', 'paused'] as const
export type UncountedReason = (typeof uncountedReasons)[number]

/** In which currency MRR is told, at which rates, by which conventions. */
export type Counting = { readonly rates: ExchangeRates; readonly conventions: LedgerConventions }

/**
 * What a line counts on a day: MRR in minor units of its own currency, and what that is worth in the reporting one, exactly.
 * Or why it counts nothing.
 */
export type Counted =
  | { readonly mrr: number; readonly worth: Exact; readonly reason: null }
  | { readonly mrr: null; readonly worth: null; readonly reason: UncountedReason }

const none = (reason: UncountedReason): Counted => ({ mrr: null, worth: null, reason })

/** MRR of one line on a day, by the same steps its movements are made of. */
export function countedOn(line: RevenueLine, on: Day, { rates, conventions }: Counting): Counted {
  const never = neverCounted(line)
  if (never) return none(never)
  const steps = stepsOf(line, conventions, on)
  const step = steps.at(-1)
  if (!step) return none('not_started')
  const reason = step.level === 0n ? whyNothing(line, on, step.held) : null
  if (reason) return none(reason)
  const ratio = rateIn(rates, line.currency, monthOf(conventions.exchange === 'constant' ? steps[0]!.from : on))
  if (ratio === null) return none('no_rate')
  return { mrr: inMinorUnits(step.level), worth: converted(step.level, ratio), reason: null }
}

/** A price of 0 is counted: as nothing. */
function whyNothing({ versions, coveredUntil, cancelledOn }: RevenueLine, on: Day, held: Exact) {
  if (held !== 0n) return 'paused'
  const version = versions.find((one) => holds(one, on))
  if (!version || (coveredUntil !== null && coveredUntil <= on)) return 'ended'
  if (version.trial) return 'trial'
  return version.amount !== 0 && cancelledOn !== null && cancelledOn <= on ? 'ended' : null
}

/** MRR and ARR of an account on a day, minor units of the reporting currency: summed exactly, rounded once. */
export function accountRevenue(
  lines: readonly RevenueLine[],
  on: Day,
  counting: Counting,
): { mrr: number; arr: number } {
  const worth = lines.reduce((sum, line) => sum + (countedOn(line, on, counting).worth ?? 0n), 0n)
  return { mrr: inMinorUnits(worth), arr: inMinorUnits(worth, 12) }
}
