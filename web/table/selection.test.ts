import { expect, test } from 'vitest'
import { extended, nothingSelected, toggled } from './selection.ts'

const order = ['a', 'b', 'c', 'd']

test('a row is selected and let go', () => {
  const one = toggled(nothingSelected, 'b')
  expect([...one.keys]).toEqual(['b'])
  expect([...toggled(one, 'b').keys]).toEqual([])
})

test('a range goes from the row selected last, in either direction, and keeps what was selected', () => {
  const from = toggled(nothingSelected, 'c')
  expect([...extended(from, 'a', order).keys].toSorted()).toEqual(['a', 'b', 'c'])
  expect([...extended(from, 'd', order).keys].toSorted()).toEqual(['c', 'd'])
})
