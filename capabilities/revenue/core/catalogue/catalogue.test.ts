import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { someAccount, someDay } from '#test/build/revenueLines.ts'
import { usualConventions } from '../conventions.ts'
import { exchangeRates } from '../ledger/rates.ts'
import { catalogueOf, namesNow } from './catalogue.ts'
import { mergeEffect } from './mergeEffect.ts'

const price = { amount: 1000, currency: 'JPY', intervalMonths: 1, intervalUnit: 'month' } as const

test('the catalogue is what lines name and what is said of names, in order', () => {
  const products = catalogueOf(
    [
      { product: '本体', plan: null, lines: 3, accounts: 2 },
      { product: '本体', plan: 'Pro', lines: 2, accounts: 2 },
      { product: '分析', plan: null, lines: 1, accounts: 1 },
    ],
    [
      { product: '分析', plan: null, kind: 'add_on', price: null, archived: false, position: 1 },
      { product: '本体', plan: 'Basic', kind: 'edition', price, archived: true, position: null },
    ],
    [
      { product: '本製品', plan: null, now: '本体' },
      { product: '本体', plan: 'Professional', now: 'Pro' },
    ],
  )
  expect(products).toMatchObject([
    { name: '分析', kind: 'add_on', lines: 1, plans: [] },
    {
      name: '本体',
      kind: 'base',
      formerly: ['本製品'],
      plans: [
        { name: 'Basic', price, archived: true, lines: 0 },
        { name: 'Pro', kind: 'edition', lines: 2, formerly: ['Professional'] },
      ],
    },
  ])
})

test('an old name is understood as the new one, of plans within what the product is called now', () => {
  const now = namesNow([
    { product: '本製品', plan: null, now: '本体' },
    { product: '本体', plan: 'Professional', now: 'Pro' },
  ])
  expect(now({ product: '本製品', plan: 'Professional' })).toEqual({ product: '本体', plan: 'Pro' })
  expect(now({ product: '分析', plan: 'Professional' })).toEqual({ product: '分析', plan: 'Professional' })
  expect(now({ product: '本製品', plan: null })).toEqual({ product: '本体', plan: null })
})

const view = (asOf: ReturnType<typeof day>) => ({
  asOf,
  rates: exchangeRates('JPY', []),
  conventions: usualConventions,
})

test('a cross-sell between two names of one product is an upsell once they are one', () => {
  const interval = { unit: 'month', count: 1 } as const
  const free = { endOn: null, plan: null, trial: false, discount: null }
  const bare = {
    kind: 'recurring',
    archived: false,
    coveredUntil: null,
    cancelledOn: null,
    pauses: [],
    refunds: [],
  } as const
  const line = (id: string, product: string, startOn: string) => {
    const version = { ...free, id, startOn: day(startOn), amount: 1000, interval }
    return { ...bare, id, product, currency: 'JPY', versions: [version] }
  }
  const lines = [line('1', '分析', '2025-01-01'), line('2', '分折', '2025-03-01')]
  const effect = mergeEffect([{ account: 'a', lines }], { product: '分折', into: '分析' }, view(day('2025-12-31')))
  expect(effect).toEqual({
    accounts: 1,
    kinds: [
      { kind: 'upsell', before: 0, after: 1000 },
      { kind: 'cross_sell', before: 1000, after: 0 },
    ],
  })
})

test('whatever becomes one, all movements add up to what they did', () => {
  fc.assert(
    fc.property(someAccount('a'), someDay, (account, asOf) => {
      const [product = '', into = ''] = [...new Set(account.lines.map((line) => line.product))]
      const { kinds } = mergeEffect([account], { product, into: into || product }, view(asOf))
      const sum = kinds.reduce((all, { before, after }) => all + after - before, 0)
      // Each kind is rounded to a minor unit by itself.
      expect(Math.abs(sum)).toBeLessThanOrEqual(kinds.length)
    }),
    { numRuns: 100 },
  )
})
