import { expect, test } from 'vitest'
import { permissions } from '#kernel/exchange.ts'
import { adminRole, builtInRoles } from './roles.ts'

test('the administrator may do everything, and nobody else manages people', () => {
  const [admin, ...others] = builtInRoles
  expect(admin?.key).toBe(adminRole)
  expect(admin?.permissions).toEqual(permissions)
  expect(others.filter((role) => role.permissions.includes('people.manage'))).toEqual([])
})

test('a viewer changes nothing', () => {
  const viewer = builtInRoles.find((role) => role.key === 'viewer')!
  expect(viewer.permissions.every((permission) => permission.endsWith('.read'))).toBe(true)
})
