import { traverseContractProcedures } from '@orpc/server'
import { expect, test } from 'vitest'
import { type Permission, permissions } from '#kernel/exchange.ts'
import { router } from '#start/catalogue.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const admin = await server.signIn('admin')
const make = async (given: Permission[]) => (await admin.api.keys.create({ name: 'CRM', permissions: given })).key
const call = (key: string, path: string, method: string) =>
  fetch(`${server.address}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}` } })

const routes: { name: string; method: string; path: string; needs: string; person: boolean }[] = []
traverseContractProcedures({ router, path: [] }, ({ contract }) => {
  const { route, meta } = contract['~orpc']
  const { mayCall, person } = meta as { mayCall: string; person?: true }
  const path = route.path!.replace(/\{\+?\w+\}/g, '0000000f-0000-7000-8000-00000000000f')
  if (mayCall !== 'anybody')
    routes.push({
      name: `${route.method} ${route.path}`,
      method: route.method!,
      path,
      needs: mayCall,
      person: person === true,
    })
})

test('every route is open to a key with the permission, and to no other; those for persons to none', async ({
  task,
}) => {
  const whole = await make([...permissions])
  const nothing = await make(['audit.read'])
  expect(routes.length).toBeGreaterThan(100)
  task.meta.cases = 2 * routes.length
  for (const { name, method, path, needs, person } of routes) {
    const open = needs === 'signedIn' && !person
    const denied = await call(nothing, path, method)
    if (!open && needs !== 'audit.read') expect([name, denied.status]).toEqual([name, 403])
    const allowed = await call(whole, path, method)
    const closed = person || needs === 'guest'
    expect([name, [401, 403].includes(allowed.status)]).toEqual([name, closed])
    expect([name, allowed.status < 500]).toEqual([name, true])
  }
}, 120_000)
