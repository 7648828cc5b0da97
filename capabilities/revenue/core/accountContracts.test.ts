import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { type ChurnSum, type ContractSum, contractFactsOf } from './accountContracts.ts'
import { fraction } from './fraction.ts'

const today = day('2026-11-21')
const nothing = { churnedOn: null, reactivatedOn: null }
/** A contract, and what its lines come to per month: now and 90 days ago. */
type Paying = ContractSum & { rate: bigint; rateThen: bigint }
const contract = (over: Partial<Paying> = {}): Paying => ({
  startOn: day('2025-04-01'),
  endOn: day('2027-04-01'),
  autoRenews: true,
  noticeDays: null,
  renewalMonths: null,
  bare: false,
  paid: true,
  trial: false,
  rate: 100_000n * fraction,
  rateThen: 80_000n * fraction,
  begunThen: true,
  paidUntil: null,
  seats: 50,
  plan: 'Pro',
  planRate: 100_000,
  products: ['本体'],
  ...over,
})
const sum = (rates: readonly bigint[]) => rates.reduce((all, rate) => all + rate, 0n)
const factsOf = (contracts: readonly Paying[], churn: ChurnSum = nothing) =>
  contractFactsOf(
    contracts,
    churn,
    { now: sum(contracts.map(({ rate }) => rate)), then: sum(contracts.map(({ rateThen }) => rateThen)) },
    today,
  )
const ended = contract({
  paid: false,
  rate: 0n,
  rateThen: 0n,
  paidUntil: day('2026-10-01'),
  seats: null,
  plan: null,
  products: [],
})

test('a customer under contract is known by what it pays, until when, and for what', () => {
  expect(factsOf([contract()])).toEqual({
    'contract.state': 'active',
    'contract.mrr': 100_000,
    'contract.arr': 1_200_000,
    'contract.arr_90d_ago': 960_000,
    'contract.started_on': '2025-04-01',
    'contract.renewal_on': '2027-04-01',
    'contract.auto_renews': true,
    'contract.seats': 50,
    'contract.plan': 'Pro',
    'contract.products': ['本体'],
    'contract.churned_on': null,
  })
})

test('several contracts add up; the earliest renewal and the dearest plan stand for all', () => {
  const addOn = contract({
    endOn: day('2026-12-31'),
    autoRenews: false,
    rate: 50_000n * fraction,
    plan: 'Basic',
    planRate: 50_000,
    products: ['分析'],
  })
  expect(factsOf([contract(), addOn])).toMatchObject({
    'contract.arr': 1_800_000,
    'contract.renewal_on': '2026-12-31',
    'contract.auto_renews': false,
    'contract.seats': 100,
    'contract.plan': 'Pro',
    'contract.products': ['分析', '本体'].sort(),
  })
})

test('prices that do not divide are summed before they are rounded', () => {
  const third = contract({ rate: (100n * fraction) / 3n })
  expect(factsOf([third, third, third])).toMatchObject({
    'contract.mrr': 100,
    'contract.arr': 1200,
  })
})

test('an account without a contract has no ARR, which is not an ARR of nothing', () => {
  expect(factsOf([])['contract.arr']).toBeUndefined()
  expect(factsOf([ended])).toMatchObject({ 'contract.state': 'ended', 'contract.arr': 0 })
})

test('a trial is not yet a contract that renews', () => {
  const trial = contract({ paid: false, trial: true, rate: 0n })
  expect(factsOf([trial])).toMatchObject({
    'contract.state': 'trial',
    'contract.arr': 0,
    'contract.renewal_on': null,
  })
})

test('a contract without lines is taken at its word', () => {
  const bare = contract({ bare: true, paid: false, rate: 0n, seats: null, plan: null, products: [] })
  expect(factsOf([bare])).toMatchObject({
    'contract.state': 'active',
    'contract.renewal_on': '2027-04-01',
  })
})

test('a lost customer is lost since it was written down, or since the last paid day', () => {
  const since = (churnedOn: string | null, reactivatedOn: string | null = null) =>
    factsOf([ended], {
      churnedOn: churnedOn === null ? null : day(churnedOn),
      reactivatedOn: reactivatedOn === null ? null : day(reactivatedOn),
    })['contract.churned_on']
  expect(since('2026-09-15')).toBe('2026-09-15')
  expect(since(null)).toBe('2026-10-01')
  expect(since('2026-01-15', '2026-02-01')).toBe('2026-10-01')
})

test('a record of churn does not lose a customer who pays', () => {
  const churn = { churnedOn: day('2026-09-15'), reactivatedOn: null }
  expect(factsOf([contract()], churn)).toMatchObject({
    'contract.state': 'active',
    'contract.churned_on': null,
  })
})
