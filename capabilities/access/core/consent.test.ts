import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consentChanges, type ConsentEntry, countingEntry, permits } from './consent.ts'

const entry = fc.record({ change: fc.constantFrom(...consentChanges), at: fc.integer({ min: 0, max: 20 }) })
const stateOf = (entries: readonly ConsentEntry[]) => countingEntry(entries)?.change ?? 'none'

test('nothing written down is neither given nor withdrawn', () => {
  expect(stateOf([])).toBe('none')
})

test('the order in which entries are written down changes nothing', () => {
  const shuffled = fc
    .array(entry)
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      expect(stateOf(other)).toBe(stateOf(all))
    }),
  )
})

test('what was said last counts; what comes in late of an earlier day changes nothing', () => {
  fc.assert(
    fc.property(fc.array(entry), fc.constantFrom(...consentChanges), entry, (all, change, late) => {
      expect(stateOf([...all, { change, at: 21 }, late])).toBe(change)
    }),
  )
})

test('of the same moment the withdrawal counts', () => {
  fc.assert(
    fc.property(fc.array(entry), (all) => {
      const newest = Math.max(...all.map(({ at }) => at), 0)
      expect(stateOf([...all, { change: 'withdrawn', at: newest }])).toBe('withdrawn')
    }),
  )
})

test('consent is needed where it is the basis; an objection counts wherever no contract needs the mail', () => {
  const allowed = (['consent', 'contract', 'legitimate_interest'] as const).map((basis) =>
    (['none', 'given', 'withdrawn'] as const).filter((state) => permits(basis, state)),
  )
  expect(allowed).toEqual([['given'], ['none', 'given', 'withdrawn'], ['none', 'given']])
})
