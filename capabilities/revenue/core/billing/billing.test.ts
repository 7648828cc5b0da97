import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, type Day, day } from '#kernel/day.ts'
import type { BilledItem } from './charges.ts'
import { intervalOfPeriod, keptInterval } from './interval.ts'
import { contractsOfInvoices } from './invoices.ts'
import { dayOfMoment, endOfMoment } from './moments.ts'
import { refundedParts } from './refunds.ts'
import { contractOfStates, type StripeState } from './stripe.ts'

const none = new Map<string, Day[]>()

const item = (start: string, amount: number, more: Partial<BilledItem> = {}): BilledItem => ({
  subscription: 's1',
  set: null,
  invoice: `inv ${start}`,
  at: Date.parse(start),
  currency: 'JPY',
  start: day(start),
  end: addMonths(day(start), 1),
  plan: 'Pro',
  interval: { unit: 'month', count: 1 },
  quantity: 1,
  amount,
  discount: 0,
  prorated: false,
  ...more,
})

const told = (items: readonly BilledItem[], cancellations = none) =>
  contractsOfInvoices(items, cancellations).contracts.flatMap(({ lines }) =>
    lines.map((line) => [
      line.cancelledOn,
      ...line.versions.map(({ startOn, endOn, amount }) => `${startOn} ${endOn} ${amount}`),
    ]),
  )

describe('invoices become versions', () => {
  test('periods that follow one another at one price are one; another price is another; the last goes on', () => {
    const items = [item('2026-01-01', 100), item('2026-02-01', 100), item('2026-03-01', 150)]
    expect(told(items)).toEqual([[null, '2026-01-01 2026-03-01 100', '2026-03-01 null 150']])
  })

  test('a period left out is a gap, one day between two is how ends are written', () => {
    const items = [
      item('2026-01-01', 100, { end: day('2026-01-31') }),
      item('2026-02-01', 100),
      item('2026-04-01', 100),
    ]
    expect(told(items)).toEqual([[null, '2026-01-01 2026-03-01 100', '2026-04-01 null 100']])
  })

  test('a cancellation ends what is paid with its period, what runs on with its day, and a return begins another line', () => {
    const items = [item('2026-01-01', 100), item('2026-06-01', 120)]
    const [inPeriod, later] = ['2026-01-20', '2026-03-10'].map((on) => new Map([['s1', [day(on)]]]))
    expect(told(items, inPeriod)).toEqual([
      ['2026-01-20', '2026-01-01 2026-02-01 100'],
      [null, '2026-06-01 null 120'],
    ])
    expect(told(items, later)[0]).toEqual(['2026-03-10', '2026-01-01 2026-03-10 100'])
  })

  test('a proration is no price; it tells since when the next one holds', () => {
    const part = { prorated: true, end: day('2026-02-01') }
    const items = [
      item('2026-01-01', 100),
      item('2026-01-16', -52, part),
      item('2026-01-16', 155, { ...part, plan: 'Max' }),
      item('2026-02-01', 300, { plan: 'Max' }),
    ]
    expect(told(items)).toEqual([[null, '2026-01-01 2026-01-16 100', '2026-01-16 null 300']])
    expect(contractsOfInvoices(items.slice(0, 3), none).unused).toEqual([
      { subject: 'inv 2026-01-16', rule: 'prorated' },
    ])
  })

  test('a discount stands beside the price it is taken off, a year is a term that renews', () => {
    const items = [item('2026-01-01', 900, { discount: 100, end: day('2027-01-01'), interval: null })]
    const [contract] = contractsOfInvoices(items, none).contracts
    expect(contract).toMatchObject({ endOn: '2027-01-01', autoRenews: true, renewalMonths: 12 })
    expect(contract!.lines[0]!.versions).toMatchObject([
      { amount: 1000, discount: { amount: 100, until: null }, interval: { unit: 'month', count: 12 } },
    ])
  })

  test('subscriptions of a set are one product, by what was sold first', () => {
    const items = [
      item('2026-01-01', 1, { set: 'a', plan: 'Small' }),
      item('2026-02-01', 2, { set: 'a', subscription: 's2' }),
    ]
    const { contracts } = contractsOfInvoices(items, none)
    expect(contracts.flatMap(({ lines }) => lines.map((line) => line.product))).toEqual(['Small', 'Small'])
  })
})

const someItem = fc
  .record({
    month: fc.nat(20),
    shift: fc.constantFrom(0, 0, 0, 14),
    months: fc.constantFrom(1, 1, 1, 3, 12),
    subscription: fc.constantFrom('s1', 's1', 's2'),
    plan: fc.constantFrom('Pro', 'Max', null),
    amount: fc.constantFrom(100, 100, 150, 0, -20),
    discount: fc.constantFrom(0, 0, 30),
    prorated: fc.constantFrom(false, false, false, true),
    at: fc.nat(5),
  })
  .map(({ month, shift, months, ...one }): BilledItem => {
    const start = addDays(addMonths(day('2024-01-01'), month), shift)
    const invoice = `${one.at} ${start} ${one.subscription} ${one.plan} ${one.amount}`
    return {
      ...one,
      invoice,
      set: null,
      currency: 'JPY',
      start,
      end: addMonths(start, months),
      interval: null,
      quantity: 1,
    }
  })
const someCancellations = fc.array(fc.tuple(fc.constantFrom('s1', 's2'), fc.nat(700)), { maxLength: 4 }).map((all) => {
  const days = all.map(([id, after]) => [id, addDays(day('2024-01-01'), after)] as const)
  return new Map(['s1', 's2'].map((id) => [id, days.filter(([of]) => of === id).map(([, on]) => on)]))
})

describe('whatever comes, in whatever order', () => {
  const invoices = fc.uniqueArray(someItem, {
    maxLength: 14,
    selector: ({ invoice, prorated }) => `${invoice} ${prorated}`,
  })

  test('the order of arrival makes no difference', () => {
    fc.assert(
      fc.property(invoices, someCancellations, fc.func(fc.integer()), (items, cancelled, by) => {
        const shuffled = items.toSorted((a, b) => by(a) - by(b))
        expect(contractsOfInvoices(shuffled, cancelled)).toEqual(contractsOfInvoices(items, cancelled))
      }),
    )
  })

  test('versions of a subscription follow one another and never overlap, and neighbours differ', () => {
    fc.assert(
      fc.property(invoices, someCancellations, (items, cancelled) => {
        for (const { lines } of contractsOfInvoices(items, cancelled).contracts) {
          const versions = lines.flatMap((line) => line.versions)
          for (const [at, version] of versions.entries()) {
            const next = versions[at + 1]
            expect(version.endOn === null || version.startOn < version.endOn).toBe(true)
            if (next) expect(version.endOn !== null && version.endOn <= next.startOn).toBe(true)
          }
        }
      }),
    )
  })
})

test('moments: as written without a time zone, else the day at home; the last minute of a day ends with the next', () => {
  expect(dayOfMoment('2015-10-31 15:30:00', 'Asia/Tokyo')).toBe('2015-10-31')
  expect(dayOfMoment('2015-10-31T15:30:00.000Z', 'Asia/Tokyo')).toBe('2015-11-01')
  expect(endOfMoment('2015-11-30 23:59:59', 'Asia/Tokyo')).toBe('2015-12-01')
  expect(dayOfMoment('soon', 'Asia/Tokyo')).toBeNull()
})

test('periods: months by the calendar, weeks, days; years are kept in months', () => {
  const of = (start: string, end: string) => Object.values(intervalOfPeriod(day(start), day(end))).join(' ')
  expect(of('2026-01-31', '2026-02-28')).toBe('month 1')
  expect(of('2026-01-01', '2026-01-31')).toBe('month 1')
  expect(of('2024-02-29', '2025-02-28')).toBe('month 12')
  expect(of('2026-01-01', '2026-01-15')).toBe('week 2')
  expect(of('2026-01-01', '2026-01-11')).toBe('day 10')
  expect(keptInterval({ unit: 'year', count: 2 })).toEqual({ unit: 'month', count: 24 })
})

const seat = (amount: number, quantity = 1, more = {}) => ({
  id: 'si_1',
  product: 'prod_1',
  plan: 'Team',
  currency: 'JPY',
  amount,
  quantity,
  interval: { unit: 'month' as const, count: 1 },
  metered: false,
  ...more,
})
const state = (on: string, more: Partial<StripeState> = {}): StripeState => ({
  event: `evt ${on}`,
  at: Date.parse(on) / 1000,
  order: 1,
  on: day(on),
  subscription: 'sub_1',
  status: 'active',
  startOn: day('2026-01-01'),
  trialEndOn: null,
  cancelledOn: null,
  endOn: null,
  paused: null,
  paidUntil: null,
  discount: null,
  discounts: 0,
  items: [seat(500)],
  ...more,
})
const lived: StripeState[] = [
  state('2026-01-01', { order: 0, status: 'trialing', trialEndOn: day('2026-01-15') }),
  state('2026-01-15'),
  state('2026-03-01', { items: [seat(500, 3)] }),
  state('2026-04-01', { items: [seat(500, 3)], paused: { until: null } }),
  state('2026-05-01', { items: [seat(500, 3)] }),
  state('2026-05-20', { items: [seat(500, 3)], cancelledOn: day('2026-05-20'), endOn: day('2026-06-01') }),
  state('2026-06-01', {
    order: 2,
    status: 'canceled',
    items: [seat(500, 3)],
    cancelledOn: day('2026-05-20'),
    endOn: day('2026-06-01'),
  }),
]

test('a subscription of Stripe: trial, seats, pause, cancelled for the end of its period', () => {
  const { contract, unused } = contractOfStates(lived)
  expect(unused).toEqual([])
  expect(contract).toMatchObject({ startOn: '2026-01-01', endOn: '2026-06-01', autoRenews: false })
  const [line] = contract!.lines
  expect(line).toMatchObject({ cancelledOn: '2026-05-20', pauses: [{ startOn: '2026-04-01', endOn: '2026-05-01' }] })
  expect(line!.versions.map((v) => [v.startOn, v.endOn, v.amount, v.trial])).toEqual([
    ['2026-01-01', '2026-01-15', 500, true],
    ['2026-01-15', '2026-03-01', 500, false],
    ['2026-03-01', '2026-06-01', 1500, false],
  ])
})

test('events of Stripe may come twice and in any order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...lived, ...lived.slice(0, 3)], { minLength: 10, maxLength: 10 }), (states) => {
      expect(contractOfStates(states)).toEqual(contractOfStates(lived))
    }),
  )
})

test('an amount off is off the dearest price; a coupon nobody told of is said', () => {
  const items = [seat(500), seat(900, 1, { id: 'si_2' })]
  const off = state('2026-01-01', { items, discount: { amount: 1000, until: null }, discounts: 1 })
  expect(contractOfStates([off]).contract!.lines.map((line) => line.versions[0]!.discount)).toEqual([
    null,
    { amount: 900, until: null },
  ])
  expect(contractOfStates([state('2026-01-01', { discount: 'unknown', discounts: 1 })]).unused).toEqual([
    { subject: 'sub_1', rule: 'unknown_discount' },
  ])
})

test('a refund is of a line where the invoice says which: of one part alone, or of all of it', () => {
  const part = { subscription: 'sub', start: day('2026-01-01'), amount: 11_000, tax: 1000 }
  const setup = { subscription: null, start: null, amount: 5500, tax: 500 }
  expect(refundedParts({ amount: 5500, parts: [part] })).toEqual([{ part, amount: 5000 }])
  expect(refundedParts({ amount: null, parts: [part, setup] })).toEqual([
    { part, amount: 10_000 },
    { part: setup, amount: 5000 },
  ])
  expect(refundedParts({ amount: 5500, parts: [part, setup] })).toEqual([])
  expect(refundedParts({ amount: 12_000, parts: [part] })).toEqual([])
})
