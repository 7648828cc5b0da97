import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupAt, type Tie, withTie } from './attribution.ts'

const tie = (from: number, group: string): Tie => ({ from, group })

test('before the first tie the first group counts, once it is known', () => {
  expect(groupAt([], 5)).toBeNull()
  expect(groupAt([tie(10, 'a'), tie(20, 'b')], 5)).toBe('a')
  expect(groupAt([tie(10, 'a'), tie(20, 'b')], 19)).toBe('a')
  expect(groupAt([tie(10, 'a'), tie(20, 'b')], 20)).toBe('b')
})

test('a tie that repeats the group changes nothing', () => {
  const ties = [tie(10, 'a')]
  expect(withTie(ties, tie(15, 'a'))).toBe(ties)
})

test('in the order of time, ties tell of every moment what the last group event before it said', () => {
  const events = fc.array(fc.record({ from: fc.nat(30), group: fc.constantFrom('a', 'b', 'c') }), { maxLength: 12 })
  fc.assert(
    fc.property(events, fc.nat(40), (unsorted, at) => {
      const sorted = unsorted.toSorted((a, b) => a.from - b.from || (a.group < b.group ? -1 : 1))
      const ties = sorted.reduce<readonly Tie[]>((known, one) => withTie(known, one), [])
      const last = sorted.findLast((one) => one.from <= at) ?? sorted[0]
      // Before the first tie: the first one; of several at one moment the greatest.
      const first = sorted.filter((one) => one.from === sorted[0]?.from).at(-1)
      expect(groupAt(ties, at)).toBe((last && last.from <= at ? last : first)?.group ?? null)
    }),
  )
})
