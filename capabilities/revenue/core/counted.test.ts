import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { someAccount, someConventions, someDay, someRates } from '#test/build/revenueLines.ts'
import { usualConventions } from './conventions.ts'
import { accountRevenue, countedOn } from './counted.ts'
import { inMinorUnits } from './fraction.ts'
import { accountLedger } from './ledger/ledger.ts'
import type { LineVersion, RevenueLine } from './ledger/line.ts'
import { exchangeRates } from './ledger/rates.ts'

const today = day('2026-04-01')
const rates = exchangeRates('JPY', [{ currency: 'EUR', on: day('2026-04-01'), rate: '160' }])
const usual = { rates, conventions: usualConventions }
const price = (over: Partial<LineVersion> = {}): LineVersion => ({
  id: 'v',
  startOn: day('2026-01-01'),
  endOn: null,
  plan: null,
  amount: 120_000,
  interval: { unit: 'month', count: 12 },
  trial: false,
  discount: null,
  ...over,
})
const line = (versions: LineVersion[], over: Partial<RevenueLine> = {}): RevenueLine => ({
  id: 'l',
  product: 'main',
  kind: 'recurring',
  currency: 'JPY',
  archived: false,
  coveredUntil: null,
  cancelledOn: null,
  pauses: [],
  refunds: [],
  versions,
  ...over,
})
const on = (of: RevenueLine, at = today) => countedOn(of, at, usual)

test('a yearly price counts a twelfth of it each month; one that does not divide is kept exact over the year', () => {
  expect(accountRevenue([line([price()])], today, usual)).toEqual({ mrr: 10_000, arr: 120_000 })
  expect(accountRevenue([line([price({ amount: 100_000 })])], today, usual)).toEqual({ mrr: 8333, arr: 100_000 })
  const thirds = [1, 2, 3].map(() => line([price({ amount: 100, interval: { unit: 'month', count: 3 } })]))
  expect(accountRevenue(thirds, today, usual)).toEqual({ mrr: 100, arr: 1200 })
})

test('a price holds from its start to the day before its end', () => {
  const ending = line([price({ startOn: day('2026-03-01'), endOn: today })])
  expect(on(ending, addDays(today, -1)).reason).toBeNull()
  expect(on(ending).reason).toBe('ended')
  expect(on(ending, day('2026-02-28')).reason).toBe('not_started')
  expect(on(ending, day('2026-03-01')).reason).toBeNull()
})

test('discounts lower it as long as they last, a pause makes it nothing', () => {
  expect(on(line([price({ discount: { percent: 25, until: null } })])).mrr).toBe(7500)
  expect(on(line([price({ discount: { amount: 60_000, until: today } })])).mrr).toBe(10_000)
  expect(on(line([price()], { pauses: [{ startOn: today, endOn: null }] })).reason).toBe('paused')
})

test('another currency is told in its own, and worth what the rate of the month says', () => {
  expect(on(line([price()], { currency: 'EUR' }))).toMatchObject({ mrr: 10_000, worth: 16_000n * 55_440n })
  expect(on(line([price()], { currency: 'USD' })).reason).toBe('no_rate')
})

test('what is not counted says why', () => {
  expect(on(line([price({ trial: true })])).reason).toBe('trial')
  expect(on(line([price()], { kind: 'one_time' })).reason).toBe('one_time')
  expect(on(line([price()], { archived: true })).reason).toBe('archived')
  expect(on(line([price()], { coveredUntil: today })).reason).toBe('ended')
  expect(on(line([])).reason).toBe('no_price')
  expect(on(line([price(), price({ startOn: day('2026-02-01') })])).reason).toBe('versions_overlap')
})

test('MRR of an account is where its movements have brought it', () => {
  fc.assert(
    fc.property(someAccount('a'), someRates, someConventions, someDay, (account, dated, conventions, at) => {
      const counting = {
        rates: exchangeRates('JPY', dated),
        conventions: { ...conventions, compared: 'changes' as const },
      }
      const lines = account.lines.filter((one) => one.currency === 'JPY')
      const { movements } = accountLedger({ ...account, lines }, { ...counting, asOf: at })
      const ignored = conventions.signUpAndChurnInAMonth === 'ignored'
      const level = inMinorUnits(movements.reduce((sum, { amount }) => sum + amount, 0n))
      if (!ignored) expect(accountRevenue(lines, at, counting).mrr).toBe(level)
    }),
    { numRuns: 300 },
  )
})
