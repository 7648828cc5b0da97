import fc from 'fast-check'
import { expect, test } from 'vitest'
import { championCandidates, proficiency } from './proficiency.ts'

test('a level grows with what is mastered, from 1 to 5', () => {
  expect([0, 1, 3, 6, 9, 12].map((mastered) => proficiency(mastered, 12))).toEqual([1, 2, 3, 4, 5, 5])
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 40 }), (a, b, offered) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      return proficiency(less, offered) <= proficiency(more, offered)
    }),
  )
})

test('a candidate comes nearly every week, was there lately, and knows more than the first steps', () => {
  const person = { mastered: 5, days: 40, weeks: 12, seenAgo: 1 }
  const people = [
    person,
    { ...person, weeks: 8 },
    { ...person, seenAgo: 20 },
    { ...person, mastered: 1 },
    { ...person, days: 50 },
    { ...person, days: 45 },
    { ...person, days: 44 },
  ]
  expect(championCandidates(people, { weeks: 12, offered: 10 })).toEqual([false, false, false, false, true, true, true])
})
