import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import type { UnguardedContext } from '#platform/http/callContext.ts'
import type { Operation } from './attributes.ts'
import type { Ask } from './changes.ts'
import { mostAtOnce } from './describe.ts'
import { ScimRefusal } from './refusal.ts'
import type { Provisioner } from './tokens.ts'

export const type = 'application/scim+json; charset=utf-8'
// Who may call is asked by each request's token, which is nobody's session and no key of the API.
export const config = { mayCall: 'anybody' } as const

const querySchema = z.object({
  filter: z.string().max(1000).optional(),
  startIndex: z.coerce.number().int().max(1_000_000).catch(1),
  count: z.coerce.number().int().catch(mostAtOnce),
  excludedAttributes: z.string().max(1000).catch(''),
  attributes: z.string().max(1000).catch(''),
})

/** What of a list is asked for, and whether an attribute of each is. */
export function asked({ query }: FastifyRequest) {
  const { filter, startIndex, count, attributes, excludedAttributes } = shaped(querySchema, query)
  const named = (list: string) =>
    list
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
  const [only, without] = [named(attributes), named(excludedAttributes)]
  return {
    filter,
    startIndex: Math.max(1, startIndex),
    count: Math.min(Math.max(0, count), mostAtOnce),
    wants: (attribute: string) => !without.includes(attribute) && (only.length === 0 || only.includes(attribute)),
  }
}

const bodySchema = z.record(z.string(), z.unknown())
const operation = z.object({ op: z.string(), path: z.string().max(500).nullish(), value: z.unknown().optional() })
const patchSchema = z.object({ Operations: z.array(operation).min(1).max(1000) })

export const bodyOf = ({ body }: FastifyRequest): Record<string, unknown> => shaped(bodySchema, body)

export function operationsOf({ body }: FastifyRequest): Operation[] {
  return shaped(patchSchema, body).Operations.map(({ path, ...rest }) => ({ ...rest, path: path ?? undefined }))
}

export const idOf = (request: FastifyRequest) => (request.params as { id: string }).id

export async function callOf(
  request: FastifyRequest,
): Promise<{ context: UnguardedContext; provisioner: Provisioner; origin: string }> {
  const context = await request.callContext()
  return { context, provisioner: request.provisioner!, origin: context.visit.origin }
}

/** Reads in the workspace of the token. */
export async function looking<T>(request: FastifyRequest, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { context, provisioner } = await callOf(request)
  return await context.database.look(provisioner.workspaceId, work)
}

/** All of a request is done, or nothing; open pages are told, and streams of whoever is out end. */
export async function changing<T>(request: FastifyRequest, work: (ask: Ask) => Promise<T>): Promise<T> {
  const { context, provisioner } = await callOf(request)
  const { database, identity, live, now, newId } = context
  return await database.workspace(provisioner.workspaceId, async (tx: Tx) => {
    const done = await work({ identity, now, newId, tx, provisioner })
    await live.publish(provisioner.workspaceId, { topic: 'settings', ids: [] }, tx)
    return done
  })
}

function shaped<Shape extends z.ZodType>(shape: Shape, given: unknown): z.output<Shape> {
  const read = shape.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new ScimRefusal(400, `${issue!.path.join('.') || 'The body'}: ${issue!.message}`, 'invalidSyntax')
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls by a provisioning token; null elsewhere. */
    provisioner: Provisioner | null
  }
}
