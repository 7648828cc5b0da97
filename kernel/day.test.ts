import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, day, dayOf, daysBetween, parseDay, weekday, wholeMonths } from './day.ts'

const anyDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((d) => day(d.toISOString().slice(0, 10)))

describe('Day', () => {
  it('knows which texts are days', () => {
    expect(parseDay('2024-02-29')).toBe('2024-02-29')
    expect(parseDay('2023-02-29')).toBeNull()
    expect(parseDay('2024-2-9')).toBeNull()
    expect(() => day('30-02-2024')).toThrow(RangeError)
  })
  it('adds and measures days without a remainder', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (from, n) => {
        expect(daysBetween(from, addDays(from, n))).toBe(n)
      }),
    )
  })
  it('agrees with Date about every kind of date there is', () => {
    const instants = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, (date) => {
        const text = date.toISOString().slice(0, 10)
        const days = Math.floor(date.getTime() / 86_400_000)
        expect(daysBetween(day('1970-01-01'), day(text))).toBe(days)
        expect(addDays(day('1970-01-01'), days)).toBe(text)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.nat(13), fc.nat(32), (y, m, d) => {
        const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
        const time = Date.parse(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
        expect(parseDay(text)).toBe(exists ? text : null)
      }),
      { numRuns: 2000 },
    )
  })
  it('keeps to the end of a shorter month', () => {
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addMonths(day('2023-12-31'), 2)).toBe('2024-02-29')
    expect(addMonths(day('2024-03-31'), -1)).toBe('2024-02-29')
  })
  it('never leaves the month it aims at', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -240, max: 240 }), (from, n) => {
        const index = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + n
        const to = addMonths(from, n)
        expect(Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1).toBe(index)
      }),
    )
  })
  it('counts the months that have passed, none of them half', () => {
    expect(wholeMonths(day('2024-01-31'), day('2024-02-29'))).toBe(1)
    expect(wholeMonths(day('2024-01-31'), day('2024-03-30'))).toBe(1)
    expect(wholeMonths(day('2024-05-01'), day('2024-04-01'))).toBe(0)
    fc.assert(
      fc.property(anyDay, fc.nat(9000), (from, n) => {
        const to = addDays(from, n)
        const months = wholeMonths(from, to)
        expect(addMonths(from, months) <= to && to < addMonths(from, months + 1)).toBe(true)
      }),
    )
  })
  it('reads the day of an instant in the zone of the workspace', () => {
    const instant = Date.parse('2026-04-01T15:30:00Z')
    expect(dayOf(instant, 'Asia/Tokyo')).toBe('2026-04-02')
    expect(dayOf(instant, 'America/St_Johns')).toBe('2026-04-01')
  })
  it('counts Monday as 1 and Sunday as 7', () => {
    expect(weekday(day('2026-11-23'))).toBe(1)
    expect(weekday(day('2026-11-22'))).toBe(7)
  })
})
