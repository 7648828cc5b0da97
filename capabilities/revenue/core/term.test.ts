import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { noticeBy, renewalMonths, renewalOn, type Terms, termState } from './term.ts'

const today = day('2026-11-21')
const terms = (over: Partial<Terms> = {}): Terms => ({
  startOn: day('2025-04-01'),
  endOn: day('2026-04-01'),
  autoRenews: false,
  noticeDays: null,
  renewalMonths: null,
  ...over,
})

test('a contract that does not renew by itself is over on its end', () => {
  expect(termState(terms(), day('2025-03-31'))).toBe('upcoming')
  expect(termState(terms(), day('2026-03-31'))).toBe('active')
  expect(termState(terms(), day('2026-04-01'))).toBe('ended')
  expect(renewalOn(terms(), today)).toBeNull()
})

test('a contract that renews by itself goes on, term by term', () => {
  const renewing = terms({ autoRenews: true })
  expect(termState(renewing, today)).toBe('active')
  expect(renewalOn(renewing, day('2026-03-31'))).toBe('2026-04-01')
  expect(renewalOn(renewing, day('2026-04-01'))).toBe('2027-04-01')
  expect(renewalOn(terms({ autoRenews: true, renewalMonths: 6 }), today)).toBe('2027-04-01')
})

test('an open-ended contract has no renewal', () => {
  expect(renewalOn(terms({ endOn: null }), today)).toBeNull()
  expect(termState(terms({ endOn: null }), today)).toBe('active')
})

test('without an agreed renewal term it is as long as the first in whole months', () => {
  expect(renewalMonths({ ...terms(), endOn: day('2026-04-01') })).toBe(12)
  expect(renewalMonths({ ...terms(), endOn: day('2027-03-31') })).toBe(23)
  expect(renewalMonths({ ...terms(), endOn: day('2025-04-10') })).toBe(1)
})

test('terms that end on the last of a month stay at the end of months', () => {
  const monthly = terms({ startOn: day('2025-12-31'), endOn: day('2026-01-31'), autoRenews: true, renewalMonths: 1 })
  expect(renewalOn(monthly, day('2026-02-28'))).toBe('2026-03-31')
})

test('notice must be given before its period begins', () => {
  expect(noticeBy(terms({ endOn: day('2027-04-01'), noticeDays: 30 }), today)).toBe('2027-03-01')
  expect(noticeBy(terms({ endOn: day('2027-04-01') }), today)).toBeNull()
})

test('the next renewal is always later than today, by one term at most', () => {
  fc.assert(
    fc.property(fc.nat(4000), fc.integer({ min: 1, max: 36 }), (ahead, months) => {
      const on = addDays(day('2025-04-01'), ahead)
      const next = renewalOn(terms({ autoRenews: true, renewalMonths: months }), on)!
      expect(next > on).toBe(true)
      expect(next <= addDays(on, Math.max(366, months * 31 + 1))).toBe(true)
    }),
  )
})
