import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day.ts'
import { someAccount, someConventions, someDay, someRates } from '#test/build/revenueLines.ts'
import { firstDayOf, lastDayOf, type Month, monthOf, monthsFrom } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import { dividedBy, type Exact, fraction } from '../fraction.ts'
import { inUnits } from '../measures/figures.ts'
import { addLedger, bridges, type MonthSums, waterfall } from '../measures/waterfall.ts'
import { holds } from '../mrr.ts'
import { accountLedger, type LedgerView } from './ledger.ts'
import type { AccountLines, RevenueLine } from './line.ts'
import type { Movement } from './movement.ts'
import { neverCounted } from './notCounted.ts'
import { monthlyPrice } from './price.ts'
import { converted, exchangeRates, rateIn } from './rates.ts'

/** 10,000 with HISTORIES=10000; fewer in the suite. */
const numRuns = Number(process.env['HISTORIES'] ?? 400)
const [begins, ends] = [day('2023-11-01'), day('2026-12-31')]

/** What a line counts on a day, told without steps: by looking at that day alone. */
function levelOn(line: RevenueLine, on: Day, conventions: LedgerConventions): Exact {
  const version = line.versions.find((one) => holds(one, on))
  if (!version || neverCounted(line) !== null || (line.coveredUntil !== null && line.coveredUntil <= on)) return 0n
  const { churnCounts, pauses, refunds, discounts } = conventions
  const cancelled = churnCounts === 'cancel_submitted' && line.cancelledOn !== null ? line.cancelledOn : null
  if (cancelled !== null && version.startOn < cancelled && cancelled <= on) return 0n
  if (pauses !== 'counted' && line.pauses.some((pause) => holds(pause, on))) return 0n
  const price = monthlyPrice(version, on, discounts)
  const back = line.refunds.filter((refund) => refund.on <= on && monthOf(refund.on) === monthOf(on))
  const off = refunds === 'ignored' ? 0n : back.reduce((sum, { amount }) => sum + BigInt(amount) * fraction, 0n)
  return off === 0n ? price : price > off ? price - off : 0n
}

const keyOf = ({ product, currency }: Pick<RevenueLine, 'product' | 'currency'>) => `${product} ${currency}`

/** Amounts added up by product and currency, without those that are 0. */
function sums<T extends Pick<RevenueLine, 'product' | 'currency'>>(of: readonly T[], amount: (one: T) => Exact) {
  const found = new Map<string, Exact>()
  for (const one of of) found.set(keyOf(one), (found.get(keyOf(one)) ?? 0n) + amount(one))
  return new Map([...found].filter(([, sum]) => sum !== 0n))
}

/** That what moved until a day comes to what is there on it: by product and currency, in both currencies. */
function expectClosed(
  lines: readonly RevenueLine[],
  movements: readonly Movement[],
  month: Month,
  { rates, conventions }: LedgerView,
  level: (line: RevenueLine) => Exact,
) {
  expect(sums(movements, ({ native }) => native)).toEqual(sums(lines, level))
  if (conventions.exchange === 'constant') return
  const worth = (line: RevenueLine) => {
    const ratio = rateIn(rates, line.currency, month)
    return ratio === null ? 0n : converted(level(line), ratio)
  }
  expect(sums(movements, ({ amount }) => amount)).toEqual(sums(lines, worth))
}

const someView = fc
  .record({ rates: someRates, conventions: someConventions })
  .map(({ rates, conventions }) => ({ rates: exchangeRates('JPY', rates), conventions, asOf: ends }))

test('what moved until any day is what a look at that day alone finds: by product and currency, at the rate of the month', () => {
  fc.assert(
    fc.property(someAccount('a'), someView, someDay, (account, given, on) => {
      const counted = { ...given.conventions, compared: 'changes', signUpAndChurnInAMonth: 'counted' } as const
      const view = { ...given, conventions: counted, asOf: on }
      const { movements } = accountLedger(account, view)
      expectClosed(account.lines, movements, monthOf(on), view, (line) => levelOn(line, on, counted))
      const later = accountLedger(account, { ...view, asOf: ends }).movements
      expect(movements).toEqual(later.filter((movement) => movement.on <= on))
    }),
    { numRuns },
  )
})

test('month ends compared, and who came and left within a month ignored, come to the same at each month end', () => {
  fc.assert(
    fc.property(someAccount('a'), someView, someDay, fc.boolean(), (account, given, within, ignoring) => {
      const compared = ignoring ? 'changes' : 'month_ends'
      const signUpAndChurnInAMonth = ignoring ? 'ignored' : given.conventions.signUpAndChurnInAMonth
      const on = lastDayOf(monthOf(within))
      const view = { ...given, conventions: { ...given.conventions, compared, signUpAndChurnInAMonth } as const }
      const movements = accountLedger(account, view).movements.filter((movement) => movement.on <= on)
      expectClosed(account.lines, movements, monthOf(on), view, (line) => levelOn(line, on, view.conventions))
    }),
    { numRuns: numRuns / 2 },
  )
})

test('charged by the day, a month counts the mean of its days', () => {
  fc.assert(
    fc.property(someAccount('a'), someView, someDay, (account, given, within) => {
      const month = monthOf(within)
      const view = { ...given, conventions: { ...given.conventions, compared: 'billed_days' } as const }
      const days = Array.from({ length: Number(lastDayOf(month).slice(8)) }, (_, at) => addDays(firstDayOf(month), at))
      const mean = (line: RevenueLine) =>
        dividedBy(
          days.reduce((sum, on) => sum + levelOn(line, on, view.conventions), 0n),
          BigInt(days.length),
        )
      const movements = accountLedger(account, view).movements.filter(({ on }) => monthOf(on) <= month)
      expectClosed(account.lines, movements, month, view, mean)
    }),
    { numRuns: numRuns / 10 },
  )
})

const someComparing = fc.constantFrom('changes', 'month_ends', 'billed_days')
const months = monthsFrom(monthOf(begins), monthOf(ends))
const bridgesOf = (sum: MonthSums) => bridges(sum, months[0]!, months.at(-1)!)

test('every month begins with what the one before ended with, and ends with what it began with and what moved, to the yen', () => {
  fc.assert(
    fc.property(someAccount('a'), someAccount('b'), someView, someComparing, (a, b, given, compared) => {
      const view: LedgerView = { ...given, conventions: { ...given.conventions, compared } }
      let [exact, shown] = [0n, 0]
      for (const { opening, kinds, closing, customers } of waterfall(
        [accountLedger(a, view), accountLedger(b, view)],
        months[0]!,
        months.at(-1)!,
      )) {
        expect(opening).toBe(exact)
        expect(Object.values(kinds).reduce((sum, { amount }) => sum + amount, opening)).toBe(closing)
        shown += Object.values(inUnits(opening, kinds)).reduce((sum, amount) => sum + amount, 0)
        expect(shown).toBe(Number(dividedBy(closing, fraction)))
        expect(customers.closing).toBeGreaterThanOrEqual(0)
        expect(customers.closing).toBeLessThanOrEqual(2)
        exact = closing
      }
    }),
    { numRuns: numRuns / 4 },
  )
})

test('an account taken out and put in as it is now leaves sums as if all were derived from scratch', () => {
  const otherwise = (account: AccountLines, at: number): AccountLines => ({
    ...account,
    lines: account.lines.map((line) => ({ ...line, versions: line.versions.filter((_, version) => version !== at) })),
  })
  fc.assert(
    fc.property(
      fc.tuple(...['a', 'b', 'c'].map(someAccount)),
      someView,
      someComparing,
      fc.nat(5),
      (accounts, given, compared, at) => {
        const view: LedgerView = { ...given, conventions: { ...given.conventions, compared } }
        const kept: MonthSums = new Map()
        for (const account of accounts) addLedger(kept, accountLedger(account, view))
        addLedger(kept, accountLedger(accounts[1]!, view), -1)
        addLedger(kept, accountLedger(otherwise(accounts[1]!, at), view))
        const scratch: MonthSums = new Map()
        for (const account of [accounts[0]!, otherwise(accounts[1]!, at), accounts[2]!])
          addLedger(scratch, accountLedger(account, view))
        expect(bridgesOf(kept)).toEqual(bridgesOf(scratch))
      },
    ),
    { numRuns: numRuns / 10 },
  )
})
