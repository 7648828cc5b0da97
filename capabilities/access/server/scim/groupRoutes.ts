import type { FastifyInstance, FastifyRequest } from 'fastify'
import { groupSchema, listed, scimPath } from './describe.ts'
import { readFilter } from './filter.ts'
import { patchedGroup, replacedGroup } from './groupAttributes.ts'
import { changeGroup, createGroup, type Group, groupNames, listGroups, readGroup, removeGroup } from './groups.ts'
import { asked, bodyOf, callOf, changing, config, idOf, looking, operationsOf, type } from './request.ts'

const groups = `${scimPath}/Groups`

export function readGroups(app: FastifyInstance): void {
  app.get(groups, { config }, async (request, reply) => {
    const { filter, startIndex, count, wants } = asked(request)
    const sought = filter === undefined ? [] : readFilter(filter, groupNames)
    const withMembers = wants('members')
    const page = await looking(request, (tx) => listGroups(tx, { sought, startIndex, count, withMembers }))
    const told = await Promise.all(page.groups.map((group) => resource(group, request)))
    return reply.type(type).send(listed(told, page.total, startIndex))
  })
  app.get(`${groups}/:id`, { config }, async (request, reply) => {
    const withMembers = asked(request).wants('members')
    const group = await looking(request, (tx) => readGroup(tx, idOf(request), withMembers))
    return reply.type(type).send(await resource(group, request))
  })
}

export function writeGroups(app: FastifyInstance): void {
  app.post(groups, { config }, async (request, reply) => {
    const told = replacedGroup(bodyOf(request))
    const made = await resource(await changing(request, (ask) => createGroup(ask, told)), request)
    return reply.code(201).header('location', made.meta.location).type(type).send(made)
  })
  app.put(`${groups}/:id`, { config }, async (request, reply) => {
    const told = replacedGroup(bodyOf(request))
    const group = await changing(request, (ask) =>
      changeGroup(ask, idOf(request), (known) => ({ ...told, externalId: told.externalId ?? known.externalId })),
    )
    return reply.type(type).send(await resource(group, request))
  })
  app.patch(`${groups}/:id`, { config }, async (request, reply) => {
    const operations = operationsOf(request)
    await changing(request, (ask) => changeGroup(ask, idOf(request), (known) => patchedGroup(known, operations)))
    // Groups may be large, and nobody asked for this one.
    return reply.code(204).send()
  })
  app.delete(`${groups}/:id`, { config }, async (request, reply) => {
    await changing(request, (ask) => removeGroup(ask, idOf(request)))
    return reply.code(204).send()
  })
}

async function resource({ id, displayName, externalId, createdAt, members }: Group, request: FastifyRequest) {
  const { origin } = await callOf(request)
  return {
    schemas: [groupSchema],
    id,
    ...(externalId ? { externalId } : {}),
    displayName,
    ...(asked(request).wants('members')
      ? {
          members: members.map((member) => ({
            value: member.id,
            display: member.name,
            type: 'User',
            $ref: `${origin}${scimPath}/Users/${member.id}`,
          })),
        }
      : {}),
    meta: { resourceType: 'Group', created: createdAt.toISOString(), location: `${origin}${groups}/${id}` },
  }
}
