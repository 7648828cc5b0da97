import type { FastifyInstance } from 'fastify'
import { type Attributes, patched, replaced } from './attributes.ts'
import { changeUser, createUser, removeUser } from './changes.ts'
import { listed, scimPath, userSchema } from './describe.ts'
import { readFilter } from './filter.ts'
import { invalid } from './refusal.ts'
import { asked, bodyOf, callOf, changing, config, idOf, looking, operationsOf, type } from './request.ts'
import { listUsers, readUser, type User, userNames } from './users.ts'

const users = `${scimPath}/Users`
const nobody: Attributes = {
  userName: '',
  externalId: null,
  displayName: null,
  formatted: null,
  givenName: null,
  familyName: null,
  email: null,
  active: true,
}

export function readUsers(app: FastifyInstance): void {
  app.get(users, { config }, async (request, reply) => {
    const { filter, startIndex, count } = asked(request)
    const sought = filter === undefined ? [] : readFilter(filter, userNames)
    const page = await looking(request, (tx) => listUsers(tx, { sought, startIndex, count }))
    const { origin } = await callOf(request)
    const told = page.users.map((user) => resource(user, origin))
    return reply.type(type).send(listed(told, page.total, startIndex))
  })
  app.get(`${users}/:id`, { config }, async (request, reply) => {
    const user = await looking(request, (tx) => readUser(tx, idOf(request)))
    return reply.type(type).send(resource(user, (await callOf(request)).origin))
  })
}

export function writeUsers(app: FastifyInstance): void {
  app.post(users, { config }, async (request, reply) => {
    const given = replaced(nobody, bodyOf(request))
    if (given.userName === '') throw invalid('userName is needed.')
    const user = await changing(request, (ask) => createUser(ask, given))
    const told = resource(user, (await callOf(request)).origin)
    return reply.code(201).header('location', told.meta.location).type(type).send(told)
  })
  app.put(`${users}/:id`, { config }, async (request, reply) => {
    const body = bodyOf(request)
    const user = await changing(request, (ask) => changeUser(ask, idOf(request), (known) => replaced(known, body)))
    return reply.type(type).send(resource(user, (await callOf(request)).origin))
  })
  app.patch(`${users}/:id`, { config }, async (request, reply) => {
    const operations = operationsOf(request)
    const user = await changing(request, (ask) => changeUser(ask, idOf(request), (known) => patched(known, operations)))
    return reply.type(type).send(resource(user, (await callOf(request)).origin))
  })
  app.delete(`${users}/:id`, { config }, async (request, reply) => {
    await changing(request, (ask) => removeUser(ask, idOf(request)))
    return reply.code(204).send()
  })
}

function resource({ id, name, createdAt, groups, attributes }: User, origin: string) {
  const { userName, externalId, givenName, familyName, email, active } = attributes
  return {
    schemas: [userSchema],
    id,
    ...(externalId ? { externalId } : {}),
    userName,
    displayName: name,
    name: { formatted: name, ...(givenName ? { givenName } : {}), ...(familyName ? { familyName } : {}) },
    emails: [{ value: email, type: 'work', primary: true }],
    active,
    groups: groups.map((group) => ({
      value: group.id,
      display: group.name,
      type: 'direct',
      $ref: `${origin}${scimPath}/Groups/${group.id}`,
    })),
    meta: { resourceType: 'User', created: createdAt.toISOString(), location: `${origin}${users}/${id}` },
  }
}
