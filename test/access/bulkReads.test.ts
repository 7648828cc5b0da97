import { traverseContractProcedures } from '@orpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { RouteMeta } from '#kernel/exchange.ts'
import { router } from '#start/catalogue.ts'

/** Whether an answer has lists of things with an address of mail, by its schema. */
function listsAddresses(schema: unknown, inList = false): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const { properties } = schema as { properties?: object }
  if (inList && properties && 'email' in properties) return true
  return Object.entries(schema).some(([key, part]) => listsAddresses(part, inList || key === 'items'))
}

test('every route that reads lists of addresses says so', () => {
  const silent: string[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    const { meta, outputSchema, route } = contract['~orpc']
    if (!outputSchema || route.method !== 'GET' || (meta as RouteMeta).bulk || (meta as RouteMeta).mayCall === 'guest')
      return
    const described = z.toJSONSchema(outputSchema as z.ZodType, { unrepresentable: 'any' })
    if (listsAddresses(described)) silent.push(path.join('.'))
  })
  // Our own people, and the few who have a link to one plan.
  expect(silent).toEqual(['access.people.list', 'access.invitations.list', 'portal.shared'])
})
