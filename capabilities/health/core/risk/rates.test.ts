import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Stood, rateFor, ratesOf } from './rates.ts'

const stood = (count: number, lost: number, part: Partial<Stood> = {}, from = 0): Stood[] =>
  Array.from({ length: count }, (_, n) => ({
    grade: 'risk',
    tenure: 'months6',
    account: from + n,
    lost: n < lost,
    ...part,
  }))

test('a rate is counted, and its interval is that of Wilson', () => {
  const { all } = ratesOf(stood(10, 1))
  expect(all).toMatchObject({ accounts: 10, lost: 1, share: 0.1 })
  expect(all!.low).toBeCloseTo(0.0179, 4) // Newcombe 1998: 1 of 10
  expect(all!.high).toBeCloseTo(0.4042, 4)
  expect(ratesOf(stood(20, 0)).all!.low).toBe(0)
})

test('month ends of one customer make the share surer of nothing but itself', () => {
  const months = Array.from({ length: 6 }, () => stood(30, 6)).flat()
  expect(ratesOf(months)).toEqual(ratesOf(stood(30, 6)))
})

test('who is told of are those most alike of whom there are enough', () => {
  const rates = ratesOf([
    ...stood(40, 8),
    ...stood(12, 6, { tenure: 'months24' }, 100),
    ...stood(10, 0, { grade: 'watch' }, 200),
  ])
  expect(rateFor(rates, { grade: 'risk', tenure: 'months6' })).toMatchObject({ alike: 'both', rate: { accounts: 40 } })
  expect(rateFor(rates, { grade: 'risk', tenure: 'months24' })).toMatchObject({
    alike: 'grade',
    rate: { accounts: 52 },
  })
  expect(rateFor(rates, { grade: 'risk', tenure: null })).toMatchObject({ alike: 'grade' })
  expect(rateFor(rates, { grade: 'watch', tenure: 'months6' })).toMatchObject({ alike: 'all', rate: { accounts: 62 } })
  expect(rateFor(ratesOf(stood(5, 1)), { grade: 'risk', tenure: null })).toBeNull()
  expect(rateFor(ratesOf([]), { grade: 'risk', tenure: null })).toBeNull()
})

test('an interval always holds its share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (count, lost) => {
      const { all } = ratesOf(stood(count, lost % (count + 1)))
      expect(all!.low).toBeLessThanOrEqual(all!.share + 1e-12)
      expect(all!.high).toBeGreaterThanOrEqual(all!.share - 1e-12)
    }),
  )
})
