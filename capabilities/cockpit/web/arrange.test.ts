import { expect, test } from 'vitest'
import { arrange } from './arrange.ts'

const listed = (items: string, parked = '') => ({
  items: items.split('').map((id) => ({ id })),
  parked: parked.split('').map((id) => ({ id })),
})
const shown = (arranged: { shown: readonly string[]; fresh: readonly string[] }) =>
  `${arranged.shown.join('')}|${arranged.fresh.join('')}`

test('what is read stays where it is while ranks change', () => {
  const first = arrange(null, listed('abc', 'de'))
  expect(shown(arrange(first, listed('cad', 'be')))).toBe('abc|')
})

test('what is done leaves its place to what was parked', () => {
  const first = arrange(null, listed('abc', 'de'))
  expect(shown(arrange(first, listed('acd', 'e')))).toBe('acd|')
})

test('what was done and is taken back takes its place again', () => {
  const first = arrange(null, listed('abc'))
  const without = arrange(first, listed('ac'))
  expect(shown(without)).toBe('ac|')
  expect(shown(arrange(without, listed('abc')))).toBe('abc|')
})

test('what is new waits until it is asked for, however often the list is told anew', () => {
  const first = arrange(null, listed('abc', 'de'))
  const second = arrange(first, listed('xab', 'cde'))
  expect(shown(second)).toBe('abc|x')
  expect(shown(arrange(second, listed('xab', 'cde')))).toBe('abc|x')
  expect(shown(arrange(null, listed('xab', 'cde')))).toBe('xab|')
})
