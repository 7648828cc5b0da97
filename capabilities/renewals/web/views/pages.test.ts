import { expect, test } from 'vitest'
import { without, withOne } from './pages.ts'

const row = (id: string, termEnd: string, noticeBy: string | null = null) => ({ id, termEnd, noticeBy })
const column = {
  pageParams: [undefined, 'b'],
  pages: [
    { rows: [row('a', '2026-12-01', '2026-10-01'), row('b', '2026-11-01')], next: 'b' },
    { rows: [row('d', '2027-01-01')], next: null },
  ],
}
const ids = ({ pages }: typeof column) => pages.map(({ rows }) => rows.map(({ id }) => id))

test('a renewal comes to stand by its deadline in the column it is moved to, and once only', () => {
  const moved = withOne(column, row('c', '2026-12-01'))
  expect(ids(moved)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(ids(withOne(moved, row('c', '2026-10-15')))).toEqual([['a', 'c', 'b'], ['d']])
  expect(ids(withOne(column, row('z', '2028-01-01')))).toEqual([
    ['a', 'b'],
    ['d', 'z'],
  ])
  expect(ids(without(moved, 'c'))).toEqual([['a', 'b'], ['d']])
})
