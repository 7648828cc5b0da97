import fc from 'fast-check'
import { expect, test } from 'vitest'
import { offsetAt } from './zone.ts'

const hours = (text: string, zone: string) => offsetAt(Date.parse(text), zone) / 3_600_000

test('an offset is that of the moment, on both sides of a change of clocks', () => {
  expect(hours('2026-11-23T00:00:00Z', 'Asia/Tokyo')).toBe(9)
  expect(hours('2026-03-08T06:59:59.999Z', 'America/New_York')).toBe(-5)
  expect(hours('2026-03-08T07:00:00Z', 'America/New_York')).toBe(-4)
  expect(hours('2026-10-03T15:29:59Z', 'Australia/Lord_Howe')).toBe(10.5)
  expect(hours('2026-10-03T15:30:00Z', 'Australia/Lord_Howe')).toBe(11)
  expect(hours('2026-11-23T00:00:00Z', 'Asia/Kathmandu')).toBe(5.75)
})

test('no zone of that name: it is refused', () => {
  expect(() => offsetAt(0, 'Asia/Nowhere')).toThrow(RangeError)
})

test('an instant moved by its offset reads as the clock on the wall does', () => {
  const zones = [
    'Asia/Tokyo',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Europe/London',
    'Pacific/Apia',
    'Africa/Casablanca',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
      (timeZone, instant) => {
        const shown = new Date(instant).toLocaleString('sv-SE', { timeZone })
        const moved = new Date(instant + offsetAt(instant, timeZone)).toISOString()
        expect(moved.slice(0, 19).replace('T', ' ')).toBe(shown)
      },
    ),
    { numRuns: 500 },
  )
})
