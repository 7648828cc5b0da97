import { addMonths, type Day } from '#kernel/day.ts'
import { renewalMonths, type Terms } from './term.ts'
import { changeFrom, endLine, withoutVersion } from './versions.ts'

/** The end of the term that begins on `termEnd` and lasts a number of months, on the day of the month of the terms before. */
export function nextEnd(terms: Terms & { endOn: Day }, termEnd: Day, months: number): Day {
  if (renewalMonths(terms) !== months) return addMonths(termEnd, months)
  // Counted from the first end: 31 January + 1 month + 1 month is the end of March, not the 28th.
  for (let renewals = 0; addMonths(terms.endOn, months * renewals) <= termEnd; renewals++)
    if (addMonths(terms.endOn, months * renewals) === termEnd) return addMonths(terms.endOn, months * (renewals + 1))
  return addMonths(termEnd, months)
}

/** A price as far as its renewal goes. */
type Priced = {
  id: string
  startOn: Day
  endOn: Day | null
  plan: string | null
  quantity: number
  amount: number
  intervalMonths: number
  trial: boolean
}

/** The price of a line on a day, or the one that held until just then; null: none did. */
export function priceBefore<Version extends Priced>(versions: readonly Version[], on: Day): Version | null {
  return versions.filter(({ startOn }) => startOn < on).toSorted((a, b) => (a.startOn < b.startOn ? 1 : -1))[0] ?? null
}

/**
 * The versions of a line with what it costs from the first day of a new term on, for a quantity and an amount per
 * interval (null: the line ends). A price that holds on unchanged stays as it is; one that begins on that very day is replaced.
 */
export function renewedVersions<Version extends Priced>(
  versions: readonly Version[],
  from: Day,
  { quantity, amount }: { quantity: number; amount: number | null },
  newId: () => string,
): readonly Version[] {
  if (amount === null)
    return (
      endLine(
        versions.filter(({ startOn }) => startOn < from),
        from,
      ) ?? versions
    )
  const starting = versions.find(({ startOn }) => startOn === from)
  const before = priceBefore(versions, from)
  const price = starting ?? before
  if (!price) return versions
  const holdsOn = starting !== undefined || price.endOn === null || price.endOn > from
  if (holdsOn && price.quantity === quantity && price.amount === amount && !price.trial) return versions
  const base = starting ? withoutVersion(versions, starting) : versions
  const added = { ...price, id: newId(), startOn: from, quantity, amount, trial: false }
  return changeFrom(base, added) ?? versions
}
