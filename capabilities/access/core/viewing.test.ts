import { expect, test } from 'vitest'
import type { Allowance } from './roles.ts'
import { allowedToBoth } from './viewing.ts'

const own: Allowance = {
  permissions: ['people.manage', 'accounts.read', 'health.read'],
  rowScope: 'all',
  fieldClasses: ['personal'],
}
const other: Allowance = {
  permissions: ['accounts.read', 'audit.read'],
  rowScope: 'book',
  fieldClasses: ['money', 'personal'],
}

test('whoever looks as somebody else is allowed what both are', () => {
  expect(allowedToBoth(own, other)).toEqual({
    permissions: ['accounts.read'],
    rowScope: 'book',
    fieldClasses: ['personal'],
  })
})

test('whoever reaches some customers only, or does not manage people, looks as nobody else', () => {
  expect(allowedToBoth({ ...own, rowScope: 'team' }, other)).toBeNull()
  expect(allowedToBoth({ ...own, permissions: ['accounts.read'] }, other)).toBeNull()
})
