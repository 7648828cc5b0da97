import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { fraction } from '../fraction.ts'
import type { AccountLedger, MovementKind, Stay } from '../ledger/movement.ts'
import { kaplanMeier } from '../survival/kaplanMeier.ts'
import { accountMonths, cohortTable, tenureOf } from './cohorts.ts'
import { valueBySurvival } from './lifetimeValue.ts'
import { mrrTree } from './mrrTree.ts'
import { keptOver, retentionOfCohort } from './retention.ts'
import { waterfall } from './waterfall.ts'

type Moved = readonly [on: string, kind: MovementKind, yen: number]

/** The ledger of an account that moved so. */
function ledger(account: string, moved: readonly Moved[]): AccountLedger {
  const stays: Stay[] = []
  for (const [text, kind] of moved) {
    const on = day(text)
    if (kind === 'new' || kind === 'reactivation') stays.push({ from: on, until: null, kind })
    if (kind === 'churn') stays.push({ ...stays.pop()!, until: on })
  }
  const plain = { account, product: 'main', line: 'line', version: 'version', currency: 'JPY' }
  const movements = moved.map(([on, kind, yen]) => {
    const amount = BigInt(yen) * fraction
    return { ...plain, on: day(on), kind, amount, native: amount }
  })
  return { movements, stays, notCounted: [] }
}

const staying = ledger('a', [
  ['2025-01-10', 'new', 100],
  ['2025-06-01', 'upsell', 50],
  ['2026-02-01', 'fx', 7],
])
const leaving = ledger('b', [
  ['2025-01-20', 'new', 200],
  ['2025-05-01', 'churn', -200],
])
const returning = ledger('c', [
  ['2025-02-01', 'new', 80],
  ['2025-04-01', 'churn', -80],
  ['2025-08-01', 'reactivation', 90],
])
const all = [staying, leaving, returning]

test('what a month brought is told by customers and by price, and both come to the whole', () => {
  for (const bridge of waterfall(all, '2025-01', '2025-12')) {
    const { change, kinds } = mrrTree(bridge)
    expect(change.amount).toBe(bridge.closing - bridge.opening)
    expect(change.byCustomers + change.byPrice).toBe(change.amount)
    expect(kinds.upsell.byCustomers).toBe(0n)
  }
  const [may] = waterfall(all, '2025-05', '2025-05')
  const { opening, kinds } = mrrTree(may!)
  expect([opening.customers, opening.average]).toEqual([2, 150n * fraction])
  expect([kinds.churn.byCustomers, kinds.churn.byPrice]).toEqual([-150n * fraction, -50n * fraction])
})

test('who came back counts again in retention, or not, and exchange rates never do', () => {
  const kept = (reactivationInRetention: 'counted' | 'left_out') =>
    retentionOfCohort(all.map((one) => keptOver(one, '2025-04', '2026-03', { reactivationInRetention })))
  expect(kept('counted')).toMatchObject({ accounts: 3, nrr: (150 + 90) / 380, grr: (100 + 80) / 380, logos: 2 / 3 })
  expect(kept('left_out')).toMatchObject({ accounts: 3, nrr: 150 / 380, grr: 100 / 380, logos: 1 / 3 })
  expect(retentionOfCohort([])).toMatchObject({ nrr: null, grr: null, logos: null })
})

test('cohorts count a month once all of them have reached it', () => {
  const months = all.flatMap((one) => accountMonths(one, '2025-06') ?? [])
  const table = cohortTable(months.map((one) => ['all', one] as const))
  expect(table.get('all')).toEqual({
    size: 3,
    logos: [3, 3, 2, 2, 1],
    mrr: [380, 380, 300, 300, 100].map((yen) => BigInt(yen) * fraction),
  })
})

test('tenure ends with the first churn; who stays was only seen so long', () => {
  expect(all.map((one) => tenureOf(one, '2025-12'))).toEqual([
    { time: 12, lost: false },
    { time: 4, lost: true },
    { time: 2, lost: true },
  ])
})

test('a value to come is the sum of what is expected each month, less where it is discounted', () => {
  const tenures = all.map((one) => tenureOf(one, '2025-12')!)
  const ahead = (discountPerYear: number) =>
    valueBySurvival(100, 0.8, kaplanMeier(tenures), 1, { months: 6, discountPerYear })
  expect(ahead(0).months).toBeCloseTo((2 * 2 + 4 * 1) / 3, 10)
  expect(ahead(0).value).toBeCloseTo(80 * ahead(0).months, 10)
  expect(ahead(0.1).value).toBeLessThan(ahead(0).value)
})

test('GRR is never above 1 nor above NRR', () => {
  const anyKept = fc.record({ then: fc.bigInt(0n, 10n ** 9n), now: fc.bigInt(0n, 10n ** 9n) })
  fc.assert(
    fc.property(fc.array(anyKept), (accounts) => {
      const { nrr, grr } = retentionOfCohort(accounts)
      if (nrr === null || grr === null) return
      expect(grr).toBeLessThanOrEqual(Math.min(1, nrr))
    }),
  )
})
