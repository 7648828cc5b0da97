import fc from 'fast-check'
import { expect, test } from 'vitest'
import { peersAtLeast, percentiles, placeOf } from './percentile.ts'

const alike = (...values: number[]) => values.map((value) => ({ group: 'high', value }))

test('a percentile says how many of its peers a customer leaves behind', () => {
  expect(percentiles(alike(1, 2, 3, 4, 5))).toEqual([10, 30, 50, 70, 90])
  expect(percentiles(alike(0, 0, 0, 0, 8))).toEqual([40, 40, 40, 40, 90])
})

test('where a group is too small, or there is none, all are its peers', () => {
  const few = [...alike(100, 1, 2, 3, 4), { group: 'tech', value: 50 }, { group: null, value: 0 }]
  expect(percentiles(few).slice(0, 5)).toEqual([90, 10, 30, 50, 70])
  expect(percentiles(few).slice(5)).toEqual([79, 7])
})

test('it is the count of smaller and equal values, whoever they belong to', () => {
  const placed = fc.record({ group: fc.constantFrom('a', 'b', null), value: fc.nat(6) })
  fc.assert(
    fc.property(fc.array(placed, { minLength: 1 }), (all) => {
      for (const [i, found] of percentiles(all).entries()) {
        const own = all.filter((one) => one.group !== null && one.group === all[i]!.group)
        const peers = own.length >= peersAtLeast ? own : all
        const smaller = peers.filter((one) => one.value < all[i]!.value).length
        const equal = peers.filter((one) => one.value === all[i]!.value).length
        expect(found).toBe(Math.round(((smaller + equal / 2) / peers.length) * 100))
      }
    }),
  )
})

test('a place is told from the top, with those who share it', () => {
  expect(placeOf(4, 1, 5)).toEqual({ rank: 1, same: 0 })
  expect(placeOf(0, 3, 20)).toEqual({ rank: 18, same: 2 })
})
