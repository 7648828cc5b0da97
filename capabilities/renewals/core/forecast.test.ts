import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { chanceOf, differsBy, outcomeOf } from './chance.ts'
import { type Bucket, bucketOf, type Forecastable, forecastOf } from './forecast.ts'
import { type Stand, whatMoved } from './moved.ts'
import { lossReasons, reasonLabel } from './reasons.ts'
import { categories, outcomes, type RenewalStatus } from './words.ts'

const open: Forecastable = {
  status: 'open',
  outcome: null,
  category: null,
  probability: null,
  churnPercent: null,
  atStake: 1_000_000,
  amount: null,
  closedAmount: null,
}

test('a renewal is weighed by what the person says, else by their category, else by the model, else not at all', () => {
  expect(chanceOf({ category: 'likely', probability: 60, churnPercent: 10 })).toBe(60)
  expect(chanceOf({ category: 'likely', probability: null, churnPercent: 10 })).toBe(75)
  expect(chanceOf({ category: null, probability: null, churnPercent: 12.4 })).toBe(88)
  expect(chanceOf({ category: null, probability: null, churnPercent: null })).toBeNull()
})

test('a person who is much surer than the model, or much less, is told so', () => {
  expect(differsBy({ category: 'commit', probability: null, churnPercent: 62 })).toBe(57)
  expect(differsBy({ category: 'at_risk', probability: null, churnPercent: 5 })).toBe(-55)
  expect(differsBy({ category: 'commit', probability: null, churnPercent: 10 })).toBeNull()
})

test('up and down are told by the amounts', () => {
  expect([outcomeOf(100, 120), outcomeOf(100, 80), outcomeOf(100, 100), outcomeOf(null, 5)]).toEqual([
    'renewed_up',
    'renewed_down',
    'renewed',
    'renewed',
  ])
})

test('the forecast of a month, by hand', () => {
  const forecast = forecastOf([
    { ...open, status: 'closed', outcome: 'renewed_up', closedAmount: 1_200_000 },
    { ...open, status: 'closed', outcome: 'lost', closedAmount: 0 },
    { ...open, category: 'commit' },
    { ...open, category: 'likely', amount: 800_000 },
    { ...open, category: 'at_risk', probability: 20 },
    { ...open, category: 'lost' },
    open,
  ])
  expect(forecast).toEqual({
    count: 7,
    atStake: 7_000_000,
    won: 1_200_000,
    lost: 1_000_000,
    commit: 1_000_000,
    likely: 800_000,
    at_risk: 1_000_000,
    called_lost: 1_000_000,
    unjudged: 1_000_000,
    weighted: 1_200_000 + 950_000 + 600_000 + 200_000,
    best: 1_200_000 + 1_000_000 + 800_000 + 1_000_000 + 1_000_000,
    unweighed: 1_000_000,
    withoutAmount: 0,
  })
})

const amounts = fc.option(fc.integer({ min: 0, max: 1e12 }), { nil: null })
const renewals: fc.Arbitrary<Forecastable> = fc.record({
  status: fc.constantFrom('open' as const, 'closed' as const),
  outcome: fc.constantFrom(...outcomes),
  category: fc.option(fc.constantFrom(...categories), { nil: null }),
  probability: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
  churnPercent: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
  atStake: amounts,
  amount: amounts,
  closedAmount: amounts,
})

test('forecasts of parts add up to the forecast of the whole, and weighted is never above best but by what is called lost', () => {
  fc.assert(
    fc.property(fc.array(renewals, { maxLength: 30 }), fc.nat(30), (all, cut) => {
      const [whole, a, b] = [forecastOf(all), forecastOf(all.slice(0, cut)), forecastOf(all.slice(cut))]
      for (const key of Object.keys(whole) as (keyof typeof whole)[]) expect(a[key] + b[key]).toBe(whole[key])
      const counted = all.filter((one) => bucketOf(one) !== ('called_lost' satisfies Bucket))
      const some = forecastOf(counted)
      expect(some.weighted).toBeLessThanOrEqual(some.best)
    }),
  )
})

test('what happened to a renewal since a week is told by its weightiest change; the model alone must move a good deal', () => {
  const then: Stand = { category: 'likely', chance: 75, amount: 100, termEnd: day('2026-12-01') }
  const moved = (now: Partial<Stand & { status: RenewalStatus }>, before: Stand | null = then) =>
    whatMoved(before, { ...then, status: 'open', ...now })
  const unjudged = { ...then, category: null }
  expect([moved({}, null), moved({ status: 'closed' }), moved({ status: 'withdrawn' })]).toEqual([
    'opened',
    'closed',
    'withdrawn',
  ])
  expect([moved({ termEnd: day('2027-01-01') }), moved({ amount: 90 }), moved({})]).toEqual(['moved', 'amount', null])
  expect([moved({ category: 'commit', chance: 95 }), moved({ chance: 60 })]).toEqual(['surer', 'less_sure'])
  expect(moved({}, { ...unjudged, chance: null })).toBe('judged')
  expect([moved({ ...unjudged, chance: 70 }, unjudged), moved({ ...unjudged, chance: 60 }, unjudged)]).toEqual([
    null,
    'less_sure',
  ])
})

test('every reason for a loss has words, and what is none has not', () => {
  for (const { key, under } of lossReasons)
    for (const what of under) expect(reasonLabel(`${key}.${what.key}`)).not.toBeNull()
  expect(reasonLabel('another_product.price')).toEqual({ ja: '他社の製品に替えた: 価格', en: 'Another product: Price' })
  expect([reasonLabel('another_product'), reasonLabel('price.price')]).toEqual([null, null])
})
