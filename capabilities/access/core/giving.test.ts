import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldClasses, permissions, rowScopes } from '#kernel/exchange.ts'
import { mayGive } from './giving.ts'
import { builtInRoles } from './roles.ts'

const role = (key: string) => builtInRoles.find((one) => one.key === key)!

test('the administrator gives every role; CS Ops gives none that manages people, a viewer only what is read', () => {
  expect(builtInRoles.filter((one) => !mayGive(role('admin'), one))).toEqual([])
  expect(mayGive(role('cs_ops'), role('admin'))).toBe(false)
  expect(mayGive(role('cs_ops'), role('leader'))).toBe(true)
  expect(mayGive(role('viewer'), role('csm'))).toBe(false)
})

test('who reaches some customers only gives no wider reach, and nobody a kind of field they do not see', () => {
  const book = { ...role('admin'), rowScope: 'book' as const }
  expect([mayGive(book, role('viewer')), mayGive(book, { ...role('viewer'), rowScope: 'book' })]).toEqual([false, true])
  expect(mayGive({ ...role('admin'), fieldClasses: ['money'] }, role('partner'))).toBe(false)
})

test('what can be handed on along a chain of people could be handed on by the first of them', () => {
  const allowance = fc.record({
    permissions: fc.subarray(permissions.slice(0, 2)),
    rowScope: fc.constantFrom(...rowScopes),
    fieldClasses: fc.subarray(fieldClasses.slice(0, 1)),
  })
  fc.assert(
    fc.property(allowance, allowance, allowance, (a, b, c) => {
      fc.pre(mayGive(a, b) && mayGive(b, c))
      return mayGive(a, c)
    }),
  )
})
