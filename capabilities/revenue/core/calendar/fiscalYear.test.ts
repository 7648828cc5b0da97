import { expect, test } from 'vitest'
import { fiscalQuarterOf, fiscalYearOf } from './fiscalYear.ts'
import { daysIn, monthAfter, monthsFrom } from './month.ts'

test('a year of accounts begins in April unless it is said otherwise', () => {
  expect(fiscalYearOf('2026-03')).toEqual({ year: 2025, from: '2025-04', to: '2026-03' })
  expect(fiscalYearOf('2026-04')).toEqual({ year: 2026, from: '2026-04', to: '2027-03' })
  expect(fiscalYearOf('2026-03', 1)).toEqual({ year: 2026, from: '2026-01', to: '2026-12' })
})

test('its quarters begin with it', () => {
  expect(fiscalQuarterOf('2026-04')).toEqual({ year: 2026, quarter: 1, from: '2026-04', to: '2026-06' })
  expect(fiscalQuarterOf('2026-03')).toEqual({ year: 2025, quarter: 4, from: '2026-01', to: '2026-03' })
  expect(fiscalQuarterOf('2026-01', 12)).toEqual({ year: 2025, quarter: 1, from: '2025-12', to: '2026-02' })
})

test('months go over the end of the year, and February has its own length', () => {
  expect(monthsFrom('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthAfter('2026-01', -13)).toBe('2024-12')
  expect(['2024-02', '2026-02', '2026-12'].map(daysIn)).toEqual([29, 28, 31])
})
