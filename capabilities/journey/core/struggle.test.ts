import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Strain, struggleOf, struggleWord } from './struggle.ts'

const easy: Strain = { days: 40, usualDays: 60, stalledAt: 2, returns: 0, help: 0 }

test('two customers in the same phase are told apart: one came easily, one struggled', () => {
  const hard = { ...easy, days: 90, returns: 1, help: 6 }
  expect(struggleOf(easy).value).toBe(0)
  expect(struggleOf(hard)).toEqual({
    value: 50,
    parts: [
      { key: 'time', points: 25, most: 50, measure: 0.5, full: 1 },
      { key: 'returns', points: 12.5, most: 25, measure: 1, full: 2 },
      { key: 'help', points: 12.5, most: 25, measure: 2, full: 4 },
    ],
  })
  expect([struggleWord(0), struggleWord(20), struggleWord(50)]).toEqual(['easy', 'some', 'hard'])
})

test('in a phase without a usual stay nobody is over it', () => {
  expect(struggleOf({ ...easy, days: 4000, usualDays: null }).value).toBe(0)
})

const strains = fc.record({
  days: fc.nat(4000),
  usualDays: fc.option(fc.integer({ min: 1, max: 400 })),
  stalledAt: fc.double({ min: 1, max: 5, noNaN: true }),
  returns: fc.nat(9),
  help: fc.nat(500),
})

test('it stays within 0 and 100, is the sum of its parts, and each part within its own', () => {
  fc.assert(
    fc.property(strains, (strain) => {
      const { value, parts } = struggleOf(strain)
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(100)
      for (const { points, most } of parts) {
        expect(points).toBeGreaterThanOrEqual(0)
        expect(points).toBeLessThanOrEqual(most)
      }
      expect(Math.abs(value - parts.reduce((sum, { points }) => sum + points, 0))).toBeLessThan(1)
    }),
  )
})

test('more returns or more help never make it easier', () => {
  fc.assert(
    fc.property(strains, fc.nat(5), fc.nat(50), (strain, returns, help) => {
      const more = { ...strain, returns: strain.returns + returns, help: strain.help + help }
      expect(struggleOf(more).value).toBeGreaterThanOrEqual(struggleOf(strain).value)
    }),
  )
})
