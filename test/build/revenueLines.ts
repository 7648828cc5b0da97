import fc from 'fast-check'
import type { LedgerConventions } from '#capabilities/revenue/core/conventions.ts'
import type { AccountLines, Interval, LineVersion, RevenueLine } from '#capabilities/revenue/core/ledger/line.ts'
import type { DatedRate } from '#capabilities/revenue/core/ledger/rates.ts'
import { addDays, type Day, day, daysBetween } from '#kernel/day.ts'

const first = day('2023-11-15')

/** Days within some three years, those at which calendars are odd more often than others. */
export const someDay: fc.Arbitrary<Day> = fc.oneof(
  { weight: 3, arbitrary: fc.nat(1000).map((days) => addDays(first, days)) },
  fc.constantFrom('2024-02-29', '2024-01-31', '2024-03-31', '2024-12-31', '2025-02-28', '2025-03-01').map(day),
)

const intervals: readonly Interval[] = [
  ...[1, 1, 1, 2, 3, 6, 12, 13, 24].map((count) => ({ unit: 'month', count }) as const),
  { unit: 'year', count: 1 },
  { unit: 'year', count: 3 },
  { unit: 'week', count: 1 },
  { unit: 'day', count: 1 },
]

const somePrice = fc.record({
  plan: fc.constantFrom('Basic', 'Pro', null),
  amount: fc.oneof(
    fc.integer({ min: 1, max: 5_000_000 }),
    fc.constantFrom(0, 0, 1, 100, 100_000),
    fc.integer({ min: -9999, max: -1 }),
  ),
  interval: fc.constantFrom(...intervals),
  trial: fc.constantFrom(false, false, false, false, false, true),
  discount: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    fc.record({ percent: fc.constantFrom(50, 33.33, 100), until: fc.option(someDay) }),
    fc.record({ amount: fc.nat(500), until: fc.option(someDay) }),
  ),
})

/** Versions that touch or leave gaps, never overlap; the last one may go on. */
const someVersions = (line: string): fc.Arbitrary<LineVersion[]> =>
  fc
    .record({
      cuts: fc.uniqueArray(someDay, { minLength: 2, maxLength: 7 }),
      prices: fc.array(somePrice, { minLength: 6, maxLength: 6 }),
      gaps: fc.array(fc.constantFrom(false, false, false, true), { minLength: 6, maxLength: 6 }),
      open: fc.boolean(),
    })
    .map(({ cuts, prices, gaps, open }) => {
      const days = cuts.toSorted((a, b) => daysBetween(b, a))
      return days.slice(0, -1).flatMap((startOn, at) => {
        const last = at === days.length - 2
        const endOn = last && open ? null : days[at + 1]!
        return gaps[at] && !last ? [] : [{ ...prices[at]!, id: `${line}/${at}`, startOn, endOn }]
      })
    })

const someSpan = fc
  .tuple(someDay, fc.integer({ min: 1, max: 200 }), fc.boolean())
  .map(([startOn, days, open]) => ({ startOn, endOn: open ? null : addDays(startOn, days) }))

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

/** A line of a contract with all that may happen to it. */
export const someLine = (id: string): fc.Arbitrary<RevenueLine> =>
  fc.record({
    id: fc.constant(id),
    product: fc.constantFrom('main', 'main', 'analytics'),
    kind: fc.constantFrom(...Array.from({ length: 18 }, () => 'recurring' as const), 'one_time', 'metered'),
    currency: fc.constantFrom('JPY', 'JPY', 'USD', 'KWD'),
    archived: fc.constantFrom(...Array.from({ length: 19 }, () => false), true),
    coveredUntil: rarely(someDay),
    cancelledOn: rarely(someDay),
    pauses: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      someSpan.map((span) => [span]),
    ),
    refunds: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.record({ on: someDay, amount: fc.nat(100_000) }).map((refund) => [refund]),
    ),
    versions: someVersions(id),
  })

/** The lines of one account. */
export const someAccount = (account: string): fc.Arbitrary<AccountLines> =>
  fc.record({
    account: fc.constant(account),
    lines: fc.tuple(...[0, 1, 2, 3].map((at) => perhaps(someLine(`${account}/${at}`)))).map((lines) => lines.flat()),
  })

const perhaps = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: arbitrary.map((one) => [one]) }, fc.constant([]))

/** Rates by month, some of which are missing. */
export const someRates: fc.Arbitrary<DatedRate[]> = fc
  .tuple(
    fc.array(fc.integer({ min: 9_000, max: 19_999 }), { minLength: 72, maxLength: 72 }),
    fc.array(fc.nat(20), { minLength: 72, maxLength: 72 }),
  )
  .map(([rates, missing]) =>
    rates.flatMap((rate, at) => {
      const on = addDays(day('2023-11-05'), Math.floor(at / 2) * 31)
      return missing[at] === 0
        ? []
        : [{ currency: at % 2 === 0 ? 'USD' : 'KWD', on, rate: `${Math.floor(rate / 100)}.${rate % 100}` }]
    }),
  )

/** Every way to settle what a movement is, apart from what is compared. */
export const someConventions: fc.Arbitrary<Omit<LedgerConventions, 'compared'>> = fc.record({
  churnCounts: fc.constantFrom('period_end', 'cancel_submitted'),
  discounts: fc.constantFrom('all', 'forever_only', 'none'),
  pauses: fc.constantFrom('churn', 'contraction', 'counted'),
  refunds: fc.constantFrom('ignored', 'off_the_month'),
  reactivatedWithinDays: fc.constantFrom(null, 0, 90),
  signUpAndChurnInAMonth: fc.constantFrom('counted', 'ignored'),
  exchange: fc.constantFrom('apart', 'constant'),
  leavingAFilter: fc.constantFrom('churn', 'contraction'),
})
