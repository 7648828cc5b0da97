import { expect, test } from 'vitest'
import { readMonth } from './monthText.ts'

test.each([
  ['2026-10', '2026-10'],
  ['2026/4', '2026-04'],
  ['202610', '2026-10'],
  ['２０２６年１０月度', '2026-10'],
  ['令和8年10月分', '2026-10'],
  ['R8.4', '2026-04'],
  ['Oct 2026', '2026-10'],
  ['2026/10/31', '2026-10'],
  ['20261031', '2026-10'],
  ['2026-13', null],
  ['10', null],
  ['1,200,000', null],
  ['MRR', null],
])('%s is the month %s', (text, month) => {
  expect(readMonth(text)).toBe(month)
})
