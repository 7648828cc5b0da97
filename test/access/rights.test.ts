import path from 'node:path'
import { expect, test } from 'vitest'
import { permissionsByResource } from '#capabilities/access/core/rights.ts'
import { permissions } from '#kernel/exchange.ts'
import { router } from '#start/catalogue.ts'
import { readSources, root } from '#test/house/sources.ts'
import { routesWithInput } from './ask.ts'
import { rightsPage } from './rightsPage.ts'

test('docs/rights.md says what the rights say', async () => {
  await expect(rightsPage()).toMatchFileSnapshot(path.join(root, 'docs/rights.md'))
})

test('every permission is about something that has a name, and opens at least one route', () => {
  expect(permissionsByResource.flatMap(([, own]) => own).toSorted()).toEqual(permissions.toSorted())
  const asked = new Set<string>(routesWithInput(router).map(({ mayCall }) => mayCall))
  // Sharing a view is saving it with one more word, which the route tells by what it is given.
  expect(permissions.filter((permission) => !asked.has(permission))).toEqual(['views.share'])
})

test('pages ask in one way what somebody may do', () => {
  const otherwise = readSources().filter(
    ({ place, text }) =>
      /^(web|start\/web|capabilities\/\w+\/web)\//.test(place) &&
      place !== 'web/session.ts' &&
      /permissions[^\n]*\.(includes|has|some)\('?\w|\bhas\('\w+\.(read|write|manage)'\)/.test(text),
  )
  expect(otherwise.map(({ place }) => place)).toEqual(['capabilities/access/web/RoleTable.tsx'])
})
