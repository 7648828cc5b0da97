import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { usualConventions } from '../conventions.ts'
import { inMinorUnits } from '../fraction.ts'
import { accountLedger, type LedgerView } from './ledger.ts'
import type { LineVersion, RevenueLine } from './line.ts'
import { exchangeRates } from './rates.ts'

/** A price from a day on: monthly yen, until another day. */
const price = (
  from: string,
  amount: number,
  until: string | null = null,
  over: Partial<LineVersion> = {},
): LineVersion => ({
  id: `${from} ${amount}`,
  startOn: day(from),
  endOn: until === null ? null : day(until),
  plan: null,
  amount,
  interval: { unit: 'month', count: 1 },
  trial: false,
  discount: null,
  ...over,
})

const line = (versions: LineVersion[], over: Partial<RevenueLine> = {}): RevenueLine => ({
  id: 'line',
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

const view = (over: Partial<LedgerView['conventions']> = {}): LedgerView => ({
  asOf: day('2026-12-31'),
  rates: exchangeRates('JPY', [
    { currency: 'USD', on: day('2026-01-31'), rate: '150' },
    { currency: 'USD', on: day('2026-02-28'), rate: '151.5' },
    { currency: 'USD', on: day('2026-04-30'), rate: '149' },
  ]),
  conventions: { ...usualConventions, ...over },
})

/** Movements as short lines: day, kind, yen, and the version that caused them. */
const told = (lines: RevenueLine[], from = view()) =>
  accountLedger({ account: 'a', lines }, from).movements.map(
    ({ on, kind, amount, version }) => `${on} ${kind} ${inMinorUnits(amount)} by ${version}`,
  )

test('a customer comes, grows, shrinks, leaves and comes back', () => {
  const versions = [
    price('2026-01-10', 100, '2026-02-15'),
    price('2026-02-15', 150, '2026-03-31'),
    price('2026-03-31', 120, '2026-05-01'),
    price('2026-07-01', 80),
  ]
  expect(told([line(versions)])).toEqual([
    '2026-01-10 new 100 by 2026-01-10 100',
    '2026-02-15 upsell 50 by 2026-02-15 150',
    '2026-03-31 contraction -30 by 2026-03-31 120',
    '2026-05-01 churn -120 by 2026-03-31 120',
    '2026-07-01 reactivation 80 by 2026-07-01 80',
  ])
})

test('a product they did not have is cross-sell; one given up while another stays is contraction', () => {
  const lines = [
    line([price('2026-01-01', 100)]),
    line([price('2026-02-01', 30, '2026-04-01'), price('2026-06-01', 40)], { id: 'b', product: 'analytics' }),
  ]
  expect(told(lines).slice(1)).toEqual([
    '2026-02-01 cross_sell 30 by 2026-02-01 30',
    '2026-04-01 contraction -30 by 2026-02-01 30',
    '2026-06-01 cross_sell 40 by 2026-06-01 40',
  ])
})

test('a contract that follows another moves only by what it differs', () => {
  const [old, same] = [line([price('2025-04-01', 100, '2026-04-01')]), line([price('2026-04-01', 100)], { id: 'next' })]
  expect(told([old, same])).toEqual(['2025-04-01 new 100 by 2025-04-01 100'])
  const dearer = line([price('2026-04-01', 120)], { id: 'next' })
  expect(told([old, dearer]).slice(1)).toEqual(['2026-04-01 upsell 20 by 2026-04-01 120'])
})

test('odd days of the calendar are days like others', () => {
  const ending = line([price('2024-01-31', 100, '2024-02-29'), price('2024-02-29', 110, '2024-12-31')])
  expect(told([ending], view({ compared: 'month_ends' }))).toEqual([
    '2024-01-31 new 100 by 2024-01-31 100',
    '2024-02-29 upsell 10 by 2024-02-29 110',
    '2024-12-31 churn -110 by 2024-02-29 110',
  ])
  expect(told([ending], view({ compared: 'billed_days' })).slice(0, 2)).toEqual([
    '2024-01-31 new 3 by 2024-01-31 100',
    '2024-02-29 upsell 97 by 2024-02-29 110',
  ])
})

test('a contract of zero yen makes no customer, and ends one who paid', () => {
  expect(told([line([price('2026-01-01', 0)])])).toEqual([])
  const given = line([price('2026-01-01', 100, '2026-03-01'), price('2026-03-01', 0)])
  expect(told([given]).at(-1)).toBe('2026-03-01 churn -100 by 2026-03-01 0')
})

test('other currencies are revalued each month, apart; a month without a rate is told, not guessed', () => {
  const dollars = line([price('2026-01-15', 10_000)], { currency: 'USD' })
  const { movements, notCounted } = accountLedger(
    { account: 'a', lines: [dollars] },
    { ...view(), asOf: day('2026-04-30') },
  )
  expect(
    movements.map(({ on, kind, amount, native }) => [on, kind, inMinorUnits(amount), inMinorUnits(native)]),
  ).toEqual([
    ['2026-01-15', 'new', 15_000, 10_000],
    ['2026-02-01', 'fx', 150, 0],
    ['2026-03-01', 'uncounted', -15_150, 0],
    ['2026-04-01', 'uncounted', 14_900, 0],
  ])
  expect(notCounted).toEqual([{ account: 'a', line: 'line', reason: 'no_rate', currency: 'USD', month: '2026-03' }])
  expect(told([dollars], view({ exchange: 'constant' }))).toEqual(['2026-01-15 new 15000 by 2026-01-15 10000'])
})

test('what never counts says why', () => {
  const lines = [
    line([price('2026-01-01', 100)], { id: 'setup', kind: 'one_time' }),
    line([price('2026-01-01', 100), price('2026-02-01', 100)], { id: 'twice' }),
    line([price('2026-02-01', 100, '2026-01-01')], { id: 'backwards' }),
    line([price('2026-01-01', 100)], { id: 'odd', currency: 'yen' }),
  ]
  const { movements, notCounted } = accountLedger({ account: 'a', lines }, view())
  expect(movements).toEqual([])
  expect(notCounted.map(({ line: id, reason }) => `${id} ${reason}`)).toEqual([
    'setup one_time',
    'twice versions_overlap',
    'backwards end_not_after_start',
    'odd unknown_currency',
  ])
})

test('a discount that ends raises the price by itself, unless it does not count', () => {
  const half = { percent: 50, until: day('2026-04-01') }
  const discounted = line([price('2026-01-01', 101, null, { discount: half })])
  expect(told([discounted])).toEqual(['2026-01-01 new 50 by 2026-01-01 101', '2026-04-01 upsell 51 by 2026-01-01 101'])
  expect(told([discounted], view({ discounts: 'forever_only' }))).toEqual(['2026-01-01 new 101 by 2026-01-01 101'])
})

test('who pauses and is not churned stays a customer, until the contract ends', () => {
  const paused = line([price('2026-01-01', 100, '2026-06-01')], {
    pauses: [{ startOn: day('2026-03-01'), endOn: null }],
  })
  const stays = (pauses: 'churn' | 'contraction') =>
    accountLedger({ account: 'a', lines: [paused] }, view({ pauses })).stays.map(({ until }) => until)
  expect(stays('churn')).toEqual(['2026-03-01'])
  expect(stays('contraction')).toEqual(['2026-06-01'])
})

test('who comes back late is new again, where it is settled so', () => {
  const back = line([price('2025-01-01', 100, '2025-06-01'), price('2026-01-01', 100)])
  expect(told([back], view({ reactivatedWithinDays: 90 })).at(-1)).toBe('2026-01-01 new 100 by 2026-01-01 100')
})

test('leaving a plan for another is churn of that plan, or contraction where the customer stays', () => {
  const moving = line([
    price('2026-01-01', 50, '2026-03-01', { plan: 'A' }),
    price('2026-03-01', 30, null, { plan: 'B' }),
  ])
  const of = (plan: string, leavingAFilter: 'churn' | 'contraction') =>
    told([moving], { ...view({ leavingAFilter }), within: (_line, version) => version.plan === plan }).at(-1)
  expect(of('A', 'churn')).toBe('2026-03-01 churn -50 by 2026-03-01 30')
  expect(of('A', 'contraction')).toBe('2026-03-01 contraction -50 by 2026-03-01 30')
  expect(of('B', 'churn')).toBe('2026-03-01 new 30 by 2026-03-01 30')
  expect(of('B', 'contraction')).toBe('2026-03-01 upsell 30 by 2026-03-01 30')
})

test('money given back is no movement, or takes its month down and the next one up', () => {
  const refunded = line([price('2026-01-01', 100)], { refunds: [{ on: day('2026-03-10'), amount: 40 }] })
  expect(told([refunded])).toHaveLength(1)
  expect(told([refunded], view({ refunds: 'off_the_month' })).slice(1)).toEqual([
    '2026-03-10 contraction -40 by 2026-01-01 100',
    '2026-04-01 upsell 40 by 2026-01-01 100',
  ])
})
