import type { Day } from '#kernel/day.ts'
import type { DerivedContract, DerivedLine } from './derived.ts'
import { wholeMonths } from './interval.ts'

/** A term of a year or more is one to be renewed; what is paid more often simply goes on. */
const termFrom = 12

/**
 * A subscription's lines as a contract. Where it goes on, a year that is paid is its term and renews by itself; where all lines
 * have an end, the last of them is its end.
 */
export function contractOf(
  subscription: string,
  currency: string,
  paidUntil: Day | null,
  lines: readonly DerivedLine[],
): DerivedContract | null {
  const versions = lines.flatMap((line) => line.versions)
  const startOn = versions.map((version) => version.startOn).sort()[0]
  if (startOn === undefined) return null
  const open = versions.filter((version) => version.endOn === null)
  if (open.length === 0) {
    const ends = versions.map((version) => version.endOn!).sort()
    return { subscription, currency, startOn, endOn: ends.at(-1)!, autoRenews: false, renewalMonths: null, lines }
  }
  const months = Math.min(...open.map((version) => wholeMonths(version.interval)))
  const term = months >= termFrom && paidUntil !== null && paidUntil > startOn
  return {
    subscription,
    currency,
    startOn,
    endOn: term ? paidUntil : null,
    autoRenews: term ? true : null,
    renewalMonths: term ? months : null,
    lines,
  }
}
