import { expect, test } from 'vitest'
import { permissions } from '#kernel/exchange.ts'
import { adminRole, allowed, builtInRoles } from './roles.ts'

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

test('who reaches some customers only changes nothing that all customers share', () => {
  const within = allowed({ permissions, rowScope: 'book' })
  expect(within).toContain('accounts.write')
  expect(within.filter((permission) => /manage|imports|ingest/.test(permission))).toEqual([])
  expect(allowed({ permissions, rowScope: 'all' })).toEqual(permissions)
})
