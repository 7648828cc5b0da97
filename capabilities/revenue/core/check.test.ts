import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day.ts'
import { someDay, someLine } from '#test/build/revenueLines.ts'
import { type CheckedContract, checkContracts, type Finding } from './check.ts'
import { usualConventions } from './conventions.ts'
import type { LineVersion, RevenueLine } from './ledger/line.ts'
import { exchangeRates } from './ledger/rates.ts'
import { holds } from './mrr.ts'

const rates = exchangeRates('JPY', [{ currency: 'USD', on: day('2025-04-30'), rate: '150' }])
const view = { asOf: day('2025-06-15'), rates, conventions: usualConventions }
const check = (...contracts: CheckedContract[]) => checkContracts(contracts, view)

const version = (startOn: string, endOn: string | null, id = startOn): LineVersion => ({
  id,
  startOn: day(startOn),
  endOn: endOn === null ? null : day(endOn),
  plan: null,
  amount: 1000,
  interval: { unit: 'month', count: 1 },
  trial: false,
  discount: null,
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
const contract = (lines: RevenueLine[], over: Partial<CheckedContract> = {}): CheckedContract => ({
  id: 'c',
  startOn: day('2025-04-01'),
  endOn: null,
  autoRenews: null,
  currency: 'JPY',
  lines,
  ...over,
})
const told = (findings: Finding[]) => findings.map(({ kind, from, until }) => [kind, from, until])

test('prices that follow each other within the term are in order', () => {
  expect(check(contract([line([version('2025-04-01', '2025-05-01'), version('2025-05-01', null)])]))).toEqual([])
})

test('overlaps and gaps of prices are told with their days', () => {
  const overlap = line([version('2025-04-01', '2025-06-01'), version('2025-05-01', null)])
  expect(told(check(contract([overlap])))).toEqual([['versions_overlap', '2025-05-01', '2025-06-01']])
  const gap = line([version('2025-04-01', '2025-05-01'), version('2025-06-01', null)])
  expect(told(check(contract([gap])))).toEqual([['versions_gap', '2025-05-01', '2025-06-01']])
})

test('prices before the start and after a final end lie outside of the term; a price without an end ends with it', () => {
  const early = line([version('2025-03-01', null)])
  expect(told(check(contract([early])))).toEqual([['outside_term', '2025-03-01', '2025-04-01']])
  const late = contract([line([version('2025-04-01', null), version('2026-05-01', null, 'x')])])
  const ending = { ...late, endOn: day('2026-04-01') }
  expect(told(check(ending))).toContainEqual(['outside_term', '2026-05-01', null])
  expect(told(check({ ...ending, autoRenews: true }))).not.toContainEqual(['outside_term', '2026-05-01', null])
  expect(check(contract([line([version('2025-04-01', null)])], { endOn: day('2026-04-01') }))).toEqual([])
})

test('contracts that sell one product at one time are told once, also where one of them has two lines of it', () => {
  const first = contract([line([version('2025-04-01', null)], { coveredUntil: day('2026-04-01') })])
  const second = contract(
    [line([version('2026-03-01', null)], { id: 'm' }), line([version('2026-02-01', null)], { id: 'n' })],
    { id: 'd', startOn: day('2026-02-01') },
  )
  expect(check(first, second)).toMatchObject([
    { kind: 'contracts_overlap', contract: 'c', line: 'l', other: 'd', from: '2026-02-01', until: '2026-04-01' },
  ])
  const other = contract([line([version('2026-02-01', null)], { product: 'analytics' })], { id: 'd' })
  expect(check(first, { ...other, startOn: day('2026-02-01') })).toEqual([])
})

test('an end before the start, a currency nobody knows and months without a rate are told', () => {
  expect(told(check(contract([], { endOn: day('2025-04-01') })))).toEqual([
    ['end_not_after_start', '2025-04-01', '2025-04-01'],
  ])
  expect(check(contract([], { currency: 'QQQ' }))).toMatchObject([{ kind: 'unknown_currency', line: null }])
  const dollars = contract([line([version('2025-04-01', null)], { currency: 'USD' })], { currency: 'USD' })
  expect(check(dollars)).toMatchObject([{ kind: 'no_rate', line: 'l', months: ['2025-05', '2025-06'] }])
})

const someVersion = fc
  .tuple(someDay, fc.option(fc.integer({ min: 1, max: 400 })))
  .map(([from, days]) => version(from, days === null ? null : addDays(from, days)))
const within = (findings: Finding[], kind: string, on: Day) =>
  findings.some(({ kind: of, from, until }) => of === kind && holds({ startOn: from!, endOn: until }, on))

test('a day has two prices exactly where an overlap is told, and none between two exactly where a gap is', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(someVersion, { selector: ({ startOn }) => startOn, minLength: 1, maxLength: 6 }),
      someDay,
      (versions, on) => {
        const findings = check(contract([line(versions)], { startOn: day('2020-01-01') }))
        const holding = versions.filter((one) => holds(one, on)).length
        const between = versions.some(({ startOn }) => startOn < on) && versions.some(({ startOn }) => startOn > on)
        expect(within(findings, 'versions_overlap', on)).toBe(holding > 1)
        expect(within(findings, 'versions_gap', on)).toBe(holding === 0 && between)
      },
    ),
    { numRuns: 500 },
  )
})

test('the order of contracts and lines changes nothing but the order of what is told', () => {
  const inAnyOrder = (findings: Finding[]) =>
    findings.map(({ kind, from, until, months }) => JSON.stringify([kind, from, until, months])).sort()
  fc.assert(
    fc.property(fc.tuple(someLine('a'), someLine('b'), someLine('c')), ([a, b, c]) => {
      const of = (id: string, lines: RevenueLine[]) => contract(lines, { id, startOn: day('2023-01-01') })
      const one = check(of('x', [a, b]), of('y', [c]))
      expect(inAnyOrder(check(of('y', [c]), of('x', [b, a])))).toEqual(inAnyOrder(one))
    }),
    { numRuns: 100 },
  )
})
