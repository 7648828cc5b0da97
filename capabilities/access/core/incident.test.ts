import { expect, test } from 'vitest'
import { japaneseCalendar } from '#kernel/businessCalendar.ts'
import { day } from '#kernel/day.ts'
import { deadlines } from './incident.ts'

test('the day on which a leak became known is the first day', () => {
  expect(deadlines(day('2026-06-01'), japaneseCalendar)).toEqual({
    firstFrom: '2026-06-03',
    firstBy: '2026-06-05',
    fullBy: '2026-06-30',
    fullByIfMeant: '2026-07-30',
  })
})

test('where the last day is a day off the next working day of the commission is meant', () => {
  // The 30th day is Saturday, 5 December; the 60th Monday, 4 January, after the holidays.
  expect(deadlines(day('2026-11-06'), japaneseCalendar)).toMatchObject({
    fullBy: '2026-12-07',
    fullByIfMeant: '2027-01-04',
  })
  expect(deadlines(day('2026-12-01'), japaneseCalendar)).toMatchObject({ fullBy: '2027-01-04' })
})
