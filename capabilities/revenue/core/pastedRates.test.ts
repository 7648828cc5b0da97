import { expect, test } from 'vitest'
import { ratesIn } from './pastedRates.ts'

test('rates come as they stand in a spreadsheet: by day or by month, with tabs or commas', () => {
  expect(ratesIn('USD\t2026-04-30\t149.87\neur,2026/5,１６２．５\n\nUSD\t2026-06\t')).toEqual({
    rates: [
      { currency: 'USD', on: '2026-04-30', rate: '149.87' },
      { currency: 'EUR', on: '2026-05-31', rate: '162.5' },
    ],
    wrong: [],
  })
})

test('lines that are no rate are told by their number', () => {
  expect(ratesIn('ドル 2026-04 150\nUSD 2026-13 150\nUSD 2026-04 -1\nUSD 2026-04 x').wrong).toEqual([1, 2, 3, 4])
})
