import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addBusinessDays,
  businessDaysBetween,
  isBusinessDay,
  japaneseCalendar,
  plainCalendar,
  publicHoliday,
} from './businessCalendar.ts'
import { addDays, day } from './day.ts'

test('weekends, public holidays and the turn of the year are off', () => {
  expect(isBusinessDay(japaneseCalendar, day('2026-11-20'))).toBe(true)
  expect(isBusinessDay(japaneseCalendar, day('2026-11-21'))).toBe(false)
  expect(isBusinessDay(japaneseCalendar, day('2026-11-23'))).toBe(false) // 勤労感謝の日
  expect(isBusinessDay(japaneseCalendar, day('2026-12-29'))).toBe(false)
  expect(isBusinessDay(japaneseCalendar, day('2027-01-04'))).toBe(true)
  expect(isBusinessDay(plainCalendar, day('2026-11-23'))).toBe(true)
  expect(publicHoliday(day('2026-11-23'))).toEqual({ ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' })
  expect(publicHoliday(day('2026-11-24'))).toBeNull()
})

test('three business days from a Friday before a long weekend end on Thursday', () => {
  expect(addBusinessDays(japaneseCalendar, day('2026-11-20'), 3)).toBe('2026-11-26')
  expect(addBusinessDays(plainCalendar, day('2026-11-20'), 3)).toBe('2026-11-25')
})

test('no days from a day off is the next business day, and one day is the same', () => {
  expect(addBusinessDays(japaneseCalendar, day('2026-11-21'), 0)).toBe('2026-11-24')
  expect(addBusinessDays(japaneseCalendar, day('2026-11-21'), 1)).toBe('2026-11-24')
  expect(addBusinessDays(japaneseCalendar, day('2026-11-21'), 2)).toBe('2026-11-25')
})

const someDay = fc.integer({ min: 0, max: 9_000 }).map((n) => addDays(day('2020-01-01'), n))

test('days added are the days counted, and end on a business day', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 60 }), (from, count) => {
      const to = addBusinessDays(japaneseCalendar, from, count)
      expect(isBusinessDay(japaneseCalendar, to)).toBe(true)
      expect(businessDaysBetween(japaneseCalendar, from, to)).toBe(count)
      expect(businessDaysBetween(japaneseCalendar, to, from)).toBe(-count)
    }),
  )
})
