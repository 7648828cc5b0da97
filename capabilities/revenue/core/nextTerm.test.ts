import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { nextEnd, renewedVersions } from './nextTerm.ts'
import { arrOn, sellsOn } from './recurring.ts'

const terms = { startOn: day('2025-01-31'), endOn: day('2025-02-28'), autoRenews: true, noticeDays: null }

test('the next term ends on the day of the month on which the terms end', () => {
  const yearly = { ...terms, startOn: day('2024-02-29'), endOn: day('2028-02-29'), renewalMonths: 12 }
  expect(nextEnd(yearly, day('2029-02-28'), 12)).toBe('2030-02-28')
  expect(nextEnd(yearly, day('2031-02-28'), 12)).toBe('2032-02-29')
  expect(nextEnd(yearly, day('2029-02-28'), 24)).toBe('2031-02-28')
  expect(nextEnd({ ...yearly, renewalMonths: null }, day('2028-02-29'), 48)).toBe('2032-02-29')
})

const price = { plan: 'Pro', intervalMonths: 12, trial: false }
const first = { ...price, id: 'a', startOn: day('2025-04-01'), endOn: null, quantity: 10, amount: 120_000 }
const from = day('2026-04-01')
const renewed = (versions: readonly (typeof first)[], quantity: number, amount: number | null) =>
  renewedVersions(versions, from, { quantity, amount }, () => 'new')
const until = { ...first, endOn: from } as unknown as typeof first
const added = { ...first, id: 'new', startOn: from, quantity: 12, amount: 144_000 }

test('a price that goes on unchanged is left alone, another one begins with the term, and one that ended begins anew', () => {
  expect(renewed([first], 10, 120_000)).toEqual([first])
  expect(renewed([first], 12, 144_000)).toEqual([until, added])
  expect(renewed([until], 10, 120_000)).toEqual([until, { ...first, id: 'new', startOn: from }])
})

test('a change agreed for that day before gives way, and a line that is not renewed ends', () => {
  const agreed = { ...first, id: 'b', startOn: from, amount: 130_000 }
  expect(renewed([until, agreed], 10, 130_000)).toEqual([until, agreed])
  expect(renewed([until, agreed], 12, 144_000)).toEqual([until, added])
  expect(renewed([until, agreed], 10, null)).toEqual([until])
  expect(renewed([first], 10, null)).toEqual([until])
})

test('what a contract sells on a day is summed exactly, trials aside', () => {
  const monthly = { intervalUnit: 'month', discount: null } as const
  const prices = [
    { startOn: day('2025-04-01'), endOn: null, amount: 100, intervalMonths: 3, trial: false, ...monthly },
    { startOn: day('2025-04-01'), endOn: from, amount: 1000, intervalMonths: 7, trial: false, ...monthly },
    { startOn: day('2025-04-01'), endOn: null, amount: 5000, intervalMonths: 1, trial: true, ...monthly },
  ]
  expect(arrOn(prices, day('2026-03-31'))).toBe(2114)
  expect(arrOn(prices, from)).toBe(400)
  expect([sellsOn(prices, from), sellsOn(prices.slice(1), from)]).toEqual([true, false])
})
