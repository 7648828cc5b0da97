import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { askedOf } from './range.ts'

test('a forecast covers whole quarters of the year of accounts', () => {
  const asked = (range: string, today: string, start: number) => {
    const { from, until } = askedOf({ range }, day(today), start)
    return [from, until]
  }
  expect(asked('quarter', '2026-11-22', 4)).toEqual(['2026-10-01', '2027-01-01'])
  expect(asked('two', '2026-11-22', 4)).toEqual(['2026-10-01', '2027-04-01'])
  expect(asked('year', '2026-02-10', 4)).toEqual(['2025-04-01', '2026-04-01'])
  expect(asked('quarter', '2026-01-15', 3)).toEqual(['2025-12-01', '2026-03-01'])
})
