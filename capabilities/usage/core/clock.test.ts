import { expect, test } from 'vitest'
import { momentOf, parseInstant } from './clock.ts'

const noon = Date.UTC(2026, 3, 1, 12)
const hour = 3_600_000

test("the client's clock at sending tells how far its times are off", () => {
  expect(momentOf(noon + hour - 5000, noon + hour, noon)).toEqual({ at: noon - 5000, clockAhead: 0 })
  expect(momentOf(noon - hour - 5000, noon - hour, noon)).toEqual({ at: noon - 5000, clockAhead: 0 })
})

test('without a time it is the arrival, without a time of sending it stands as stated', () => {
  expect(momentOf(null, noon, noon)).toEqual({ at: noon, clockAhead: 0 })
  expect(momentOf(noon - hour, null, noon)).toEqual({ at: noon - hour, clockAhead: 0 })
})

test('the future is cut off, and told where it is more than a minute', () => {
  expect(momentOf(noon + 500, null, noon)).toEqual({ at: noon, clockAhead: 0 })
  expect(momentOf(noon + hour, null, noon)).toEqual({ at: noon, clockAhead: 3600 })
})

test('nothing happened before 2000', () => {
  expect(momentOf(Date.UTC(1999, 11, 31), null, noon)).toBeNull()
})

test.each([
  ['2026-04-01T12:00:00.000Z', noon],
  ['2026-04-01T21:00:00+09:00', noon],
  ['2026-04-01T12:00:00', noon],
  ['2026-04-01 12:00', noon],
  [noon, noon],
  [noon / 1000, noon],
  [String(noon), noon],
  ['yesterday', null],
  ['', null],
  [{}, null],
  [Number.NaN, null],
])('%j is read as %j', (text, time) => {
  expect(parseInstant(text)).toBe(time)
})
