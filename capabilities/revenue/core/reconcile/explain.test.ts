import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { someAccount, someConventions, someRates } from '#test/build/revenueLines.ts'
import { type LedgerConventions, usualConventions } from '../conventions.ts'
import type { LineVersion, RevenueLine } from '../ledger/line.ts'
import { exchangeRates } from '../ledger/rates.ts'
import { explain } from './explain.ts'
import { type Asked, figureFrom, type FigureKind, figureKinds, toldAs } from './figure.ts'
import { otherWays } from './otherwise.ts'
import type { ReasonKey } from './reason.ts'
import { differenceOf, totalsOf } from './totals.ts'

const rates = exchangeRates('JPY', [
  { currency: 'USD', on: day('2026-09-30'), rate: '150' },
  { currency: 'USD', on: day('2026-10-31'), rate: '155' },
])
const asked = (over: Partial<LedgerConventions> = {}, kind: FigureKind = 'mrr'): Asked => ({
  kind,
  month: '2026-10',
  rates,
  conventions: { ...usualConventions, ...over },
})
const version = (over: Partial<LineVersion> = {}): LineVersion => ({
  id: 'v',
  plan: null,
  startOn: day('2026-01-01'),
  endOn: null,
  amount: 100_000,
  interval: { unit: 'month', count: 1 },
  trial: false,
  discount: null,
  ...over,
})
const line = (over: Partial<RevenueLine> = {}): RevenueLine => ({
  id: 'l',
  product: '本体',
  kind: 'recurring',
  currency: 'JPY',
  archived: false,
  coveredUntil: null,
  cancelledOn: null,
  pauses: [],
  refunds: [],
  versions: [version()],
  ...over,
})
const why = (lines: RevenueLine[], theirs: number, of: Asked = asked()) => {
  const account = { account: 'a', lines }
  return explain(account, { ours: figureFrom(account, of), theirs }, of)
}
const raised = [version({ endOn: day('2026-10-16') }), version({ startOn: day('2026-10-16'), amount: 131_000 })]
const off = version({ discount: { percent: 20, until: day('2026-12-01') } })
const option = line({ id: 'o', product: 'オプション', versions: [version({ amount: 20_000 })] })
const added = (over: Partial<RevenueLine>) => [line(), line({ id: 'x', product: '導入支援', ...over })]

describe('a difference is told from the contracts', () => {
  test.each<[string, RevenueLine[], number, object, Asked?]>([
    ['none', [line()], 100_000, { reason: 'same' }],
    ['with tax', [line()], 110_000, { reason: 'tax', percent: 10, months: null }],
    ['with the reduced rate', [line()], 108_000, { reason: 'tax', percent: 8 }],
    ['the amount of a year', [line()], 1_200_000, { reason: 'interval', months: 12 }],
    ['the amount of a year with tax', [line()], 1_320_000, { reason: 'tax', percent: 10, months: 12 }],
    ['a month for a year', [line()], 100_000, { reason: 'interval', months: 1 }, asked({}, 'arr')],
    ['rounded by line', [line({ versions: [version({ amount: 100_000, interval: { unit: 'year', count: 1 } })] })], 8334, { reason: 'rounding' }],
    ['without the discount', [line({ versions: [off] })], 100_000, { reason: 'discount', otherwise: { key: 'discounts', value: 'forever_only' } }],
    ['counted through a pause', [line({ pauses: [{ startOn: day('2026-10-01'), endOn: null }] })], 100_000, { reason: 'pause', since: '2026-10-01', exactly: true }],
    ['a pause, whatever they say', [line({ pauses: [{ startOn: day('2026-09-10'), endOn: null }] })], 7, { reason: 'pause', since: '2026-09-10', exactly: false }],
    ['cancelled, but paid', [line({ cancelledOn: day('2026-08-01'), coveredUntil: day('2027-01-01') })], 100_000, { reason: 'convention', otherwise: { key: 'churnCounts', value: 'period_end' } }, asked({ churnCounts: 'cancel_submitted' })],
    ['a refund taken off', [line({ refunds: [{ on: day('2026-10-05'), amount: 30_000 }] })], 70_000, { reason: 'convention', otherwise: { key: 'refunds', value: 'off_the_month' } }],
    ['the price before a change', [line({ versions: raised })], 100_000, { reason: 'in_month', on: '2026-10-16', how: 'before' }],
    ['the days of a change', [line({ versions: raised })], 116_000, { reason: 'in_month', on: '2026-10-16', how: 'prorated' }],
    ['the whole month of a change', [line({ versions: raised })], 131_000, { reason: 'in_month', on: '2026-10-16', how: 'after' }, asked({}, 'revenue')],
    ['ended', [line({ versions: [version({ endOn: day('2026-10-01') })] })], 100_000, { reason: 'only_theirs', why: 'ended', on: '2026-10-01' }],
    ['not covered any more', [line({ coveredUntil: day('2026-07-01') })], 5, { reason: 'only_theirs', why: 'ended', on: '2026-07-01' }],
    ['not begun', [line({ versions: [version({ startOn: day('2026-12-01') })] })], 100_000, { reason: 'only_theirs', why: 'not_started', on: '2026-12-01' }],
    ['no contract', [], 100_000, { reason: 'only_theirs', why: 'no_contract' }],
    ['not in theirs', [line()], 0, { reason: 'only_ours', since: '2026-01-01' }],
    ['paid once', added({ kind: 'one_time', versions: [version({ startOn: day('2026-10-03'), amount: 55_555 })] }), 155_555, { reason: 'not_counted', why: 'one_time', product: '導入支援', exactly: true }, asked({}, 'revenue')],
    ['by use', added({ kind: 'metered', versions: [version({ amount: 777 })] }), 100_777, { reason: 'not_counted', why: 'metered', exactly: true }],
    ['a trial', added({ versions: [version({ amount: 4321, trial: true })] }), 104_321, { reason: 'not_counted', why: 'trial', exactly: true }],
    ['a product of ours is missing', [line(), option], 100_000, { reason: 'line', product: 'オプション' }],
    ['the rate of the month before', [line({ currency: 'USD' })], 150_000, { reason: 'exchange', currency: 'USD', month: '2026-09' }],
    ['dollars for yen', [line({ currency: 'USD' })], 1000, { reason: 'exchange', currency: 'USD', month: null }],
    ['no rate', [line({ currency: 'EUR' })], 3, { reason: 'not_counted', why: 'no_rate', exactly: false }],
    ['a month too old', [line({ versions: [version({ endOn: day('2026-09-10') }), version({ startOn: day('2026-09-10'), amount: 90_500 })] })], 100_000, { reason: 'other_month', month: '2026-08' }],
    ['nothing tells it', [line()], 123_456, { reason: 'unexplained' }],
  ])('%s', (_, lines, theirs, reason, of) => {
    expect(why(lines, theirs, of)).toMatchObject(reason)
  }) // biome-ignore format: one case, one line
})

const someAsked = fc
  .record({
    rates: someRates,
    conventions: someConventions,
    kind: fc.constantFrom(...figureKinds),
    year: fc.constantFrom('2024', '2025'),
  })
  .map(
    ({ rates: dated, conventions, kind, year }): Asked => ({
      kind,
      month: `${year}-05`,
      rates: exchangeRates('JPY', dated),
      conventions: { ...conventions, compared: 'changes' },
    }),
  )

test('whoever counts by one other convention is always understood', () => {
  fc.assert(
    fc.property(someAccount('a'), someAsked, (account, of) => {
      for (const { key, value } of otherWays(account, of)) {
        const theirs = toldAs(of.kind, figureFrom(account, { ...of, conventions: { ...of.conventions, [key]: value } }))
        const { reason } = explain(account, { ours: figureFrom(account, of), theirs }, of)
        expect(reason).not.toBe('unexplained')
      }
    }),
    { numRuns: 150 },
  )
})

test('our figures and all differences by reason together are theirs, whatever the reasons', () => {
  const some = fc.record({
    ours: fc.integer({ min: -1000, max: 1_000_000 }),
    theirs: fc.option(fc.integer({ min: -1000, max: 1_000_000 })),
    reason: fc.constantFrom<ReasonKey>('tax', 'same', 'only_ours', 'unexplained'),
  })
  fc.assert(
    fc.property(fc.array(some), (compared) => {
      const { ours, theirs, reasons } = totalsOf(compared)
      expect(ours + reasons.reduce((sum, { difference }) => sum + difference, 0)).toBe(theirs)
      expect(reasons.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(compared.length)
      expect(compared.reduce((sum, one) => sum + differenceOf(one), 0)).toBe(theirs - ours)
    }),
  )
})
