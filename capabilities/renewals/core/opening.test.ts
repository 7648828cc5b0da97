import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysFor, mostDays } from './opening.ts'

const opening = {
  daysBefore: 120,
  bySegment: [
    { segment: 'large', daysBefore: 180 },
    { segment: 'small', daysBefore: 60 },
  ],
}

test('the first listed segment that a customer is in says when its renewals open, else the days for all', () => {
  expect(daysFor(opening, [])).toBe(120)
  expect(daysFor(opening, ['small'])).toBe(60)
  expect(daysFor(opening, ['small', 'large'])).toBe(180)
  expect(mostDays(opening)).toBe(180)
})

const days = fc.integer({ min: 1, max: 730 })
const segment = fc.constantFrom('a', 'b', 'c')

test('nobody is opened earlier than the most days, and who is in no listed segment has the days for all', () => {
  const some = fc.record({
    daysBefore: days,
    bySegment: fc.array(fc.record({ segment, daysBefore: days }), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(some, fc.array(segment), (one, of) => {
      expect(daysFor(one, of)).toBeLessThanOrEqual(mostDays(one))
      expect(daysFor(one, ['elsewhere'])).toBe(one.daysBefore)
    }),
  )
})
