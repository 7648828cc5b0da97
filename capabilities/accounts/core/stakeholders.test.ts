import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { type Stakeholder, stakeholderGaps } from './stakeholders.ts'
import type { StakeholderRole } from './words.ts'

const today = day('2026-11-21')
const person = (id: string, roles: StakeholderRole[], leftOn: string | null = null): Stakeholder => ({
  id,
  roles,
  leftOn: leftOn === null ? null : day(leftOn),
})
const kinds = (...contacts: Stakeholder[]) => stakeholderGaps(contacts, today).map((gap) => gap.kind)

test('an account whose roles are all held by different people has no gap', () => {
  expect(kinds(person('a', ['decision_maker']), person('b', ['promoter']), person('c', ['operator']))).toEqual([])
})

test('an account without people lacks everybody', () => {
  expect(kinds()).toEqual(['no_decision_maker', 'no_promoter', 'no_operator'])
})

test('promoter and operator in one person is a gap, unless somebody shares either role', () => {
  const both = person('b', ['promoter', 'operator'])
  expect(kinds(person('a', ['decision_maker']), both)).toEqual(['promoter_is_operator'])
  expect(kinds(person('a', ['decision_maker']), both, person('c', ['operator']))).toEqual([])
})

test('a champion who left is missed until another one stands in', () => {
  const team = [person('a', ['decision_maker']), person('b', ['promoter']), person('c', ['operator'])]
  const gone = person('d', ['champion'], '2026-11-01')
  expect(stakeholderGaps([...team, gone], today)).toEqual([{ kind: 'champion_left', contactIds: ['d'] }])
  expect(kinds(...team, gone, person('e', ['champion']))).toEqual([])
})

test('somebody counts until the day before they left', () => {
  const leaving = (on: string) =>
    kinds(person('a', ['decision_maker'], on), person('b', ['promoter']), person('c', ['operator']))
  expect(leaving('2026-11-22')).toEqual([])
  expect(leaving('2026-11-21')).toEqual(['no_decision_maker'])
})

test('everything hanging on one person is a gap', () => {
  expect(kinds(person('a', ['decision_maker', 'promoter', 'operator']))).toEqual(['promoter_is_operator', 'one_person'])
})
