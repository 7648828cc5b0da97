import { expect, test } from 'vitest'
import { builtInRoles } from './roles.ts'
import { strongest } from './strongest.ts'

const viewer = builtInRoles.find(({ key }) => key === 'viewer')!
const among = (...roles: Array<typeof viewer>) => [roles, roles.toReversed()].map((order) => strongest(order)?.key)

test('the strongest role has the most permissions', () => {
  expect(strongest(builtInRoles)?.key).toBe('admin')
  expect(among(viewer, builtInRoles.find(({ key }) => key === 'csm')!)).toEqual(['csm', 'csm'])
})

test('of equal permissions the wider reach counts, then the fields that are seen, then the key', () => {
  const team = { ...viewer, key: 'a_team', rowScope: 'team' as const }
  const blind = { ...viewer, key: 'a_blind', fieldClasses: [] }
  expect(among(viewer, team)).toEqual(['viewer', 'viewer'])
  expect(among(viewer, blind)).toEqual(['viewer', 'viewer'])
  expect(among(viewer, { ...viewer, key: 'another' })).toEqual(['another', 'another'])
  expect(strongest([])).toBeUndefined()
})
