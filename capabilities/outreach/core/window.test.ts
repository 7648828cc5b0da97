import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOfWall, wallOf } from './window.ts'

const zones = ['Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Auckland']

test('a time is entered in the time zone of the company, wherever the browser stands', () => {
  expect(new Date(instantOfWall('2026-11-24T09:30', 'Asia/Tokyo')).toISOString()).toBe('2026-11-24T00:30:00.000Z')
  expect(new Date(instantOfWall('2026-11-24T09:30', 'America/New_York')).toISOString()).toBe('2026-11-24T14:30:00.000Z')
  expect(instantOfWall('', 'Asia/Tokyo')).toBeNaN()
  expect(instantOfWall('2026-02-30T10:00', 'Asia/Tokyo')).toBeNaN()
})

test('what was entered is shown again, also where clocks are changed', () => {
  const minutes = fc.integer({ min: 0, max: 20 * 365 * 1440 }).map((since) => Date.UTC(2020, 0, 1) + since * 60_000)
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (instant, zone) => {
      const wall = wallOf(instant, zone)
      expect(wallOf(instantOfWall(wall, zone), zone)).toBe(wall)
    }),
  )
})
