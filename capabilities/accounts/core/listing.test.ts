import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import { gramsOf, isSummable, parseKeys, parseSort, readCursor, writeCursor } from './listing.ts'

const id = '01890000-0000-7000-8000-000000000000'

test('a sort is a fact key, with a minus for descending', () => {
  expect(parseSort('-contract.arr')).toEqual({ key: 'contract.arr', descending: true })
  expect(parseSort('account.name')).toEqual({ key: 'account.name', descending: false })
})

test('keys are separated by commas, each taken once', () => {
  expect(parseKeys(' a, b,,a ')).toEqual(['a', 'b'])
  expect(parseKeys(undefined)).toEqual([])
})

test('a cursor comes back as it was sent, whatever text it holds', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  )
  fc.assert(
    fc.property(value, (given) => {
      const text = writeCursor({ value: given, id: id as AccountId })
      expect(text).toMatch(/^[\w-]+$/)
      expect(readCursor(text)).toEqual({ value: Object.is(given, -0) ? 0 : given, id })
    }),
  )
})

test.each(['', 'x', '!', btoa('[1]'), btoa('[1,"no id"]'), btoa(`[{},"${id}"]`), btoa(`[[1],"${id}"]`)])(
  '%s is no cursor of ours',
  (text) => {
    expect(readCursor(text)).toBeNull()
  },
)

test('a needle is looked for by its pairs of characters, one alone by itself', () => {
  expect(gramsOf('髙')).toEqual(['髙'])
  expect(gramsOf('東京電機')).toEqual(['東京', '京電', '電機'])
  expect(gramsOf('𠮷野家')).toEqual(['𠮷野', '野家'])
})

test('days and points are not summed', () => {
  const fact = { key: 'x', type: 'number' as const, label: { ja: '', en: '' }, owner: 'test' }
  expect(isSummable({ ...fact, unit: 'seats' })).toBe(true)
  expect(isSummable({ ...fact, unit: 'days' })).toBe(false)
  expect(isSummable({ ...fact, unit: 'points' })).toBe(false)
  expect(isSummable({ ...fact, type: 'money' })).toBe(true)
})
