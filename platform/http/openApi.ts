import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi'
import { type AnyRouter, traverseContractProcedures } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { ZodType } from 'zod'
import type { RouteMeta } from '#kernel/exchange.ts'
import { apiPrefix } from './api.ts'
import { takesVersion } from './etag.ts'
import { mayCallOf } from './guard.ts'
import { problemAnswers, problemSchema } from './openApiProblems.ts'
import { commonShapes, tidied, withoutUnused } from './openApiShapes.ts'
import { headerParameters, headerShapes, parameterShapes } from './openApiHeaders.ts'

/** What the description says beside what contracts say. */
export type Described = {
  /** Shapes that are written once, under their names, where several routes use them. */
  readonly shapes: () => Promise<ReadonlyMap<string, ZodType>>
  /** What each tag is about. */
  readonly tags: Readonly<Record<string, string>>
}

/** The description of the API (OpenAPI 3.1), made from the contracts when it is first asked for. */
export function openApiDocument(router: AnyRouter, version: string, said: Described): () => Promise<OpenAPI.Document> {
  let document: Promise<OpenAPI.Document> | undefined
  return () => {
    document ??= generate(router, version, said)
    return document
  }
}

/** Texts hold lists of lists; what lies deeper than this would be described as anything. */
const deepest = 60

async function generate(router: AnyRouter, version: string, said: Described): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({
    schemaConverters: [new ZodToJsonSchemaConverter({ maxStructureDepth: deepest, unsupportedJsonSchema: {} })],
  })
  const document = await generator.generate(router, {
    info: {
      title: 'Banso',
      version,
      description:
        'Customer success, self-hosted. Errors are problem documents (RFC 9457); lists are read by cursor; money is ' +
        'an integer of minor units.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiPrefix }],
    tags: Object.entries(said.tags).map(([name, description]) => ({ name, description })),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: `Authorization: Bearer banso_…`.' },
        session: { type: 'apiKey', in: 'cookie', name: 'banso_session', description: 'A person who is signed in.' },
        guest: {
          type: 'apiKey',
          in: 'cookie',
          name: 'banso_guest',
          description: 'Whoever came in by a personal link.',
        },
        guestLink: { type: 'apiKey', in: 'header', name: 'X-Portal-Link', description: 'Which personal link it was.' },
      },
      schemas: { Problem: problemSchema },
      headers: headerShapes,
      parameters: parameterShapes,
      responses: problemAnswers,
    },
    commonSchemas: commonShapes(await said.shapes()),
    filter: ({ contract }) => mayCallOf(contract['~orpc'].meta) !== 'undeclared',
  })
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    const { route, meta, inputSchema } = contract['~orpc']
    const at = document.paths?.[route.path!.replaceAll('{+', '{')]
    const operation = at?.[route.method!.toLowerCase() as 'get']
    if (!operation) throw new Error(`${path.join('.')} is missing in the description`)
    const reads = route.method === 'GET'
    complete(operation, meta as RouteMeta, reads, !reads && takesVersion(inputSchema, path))
  })
  return withoutUnused(tidied(document))
}

/** What every operation has beside its own: who may call it, how it is made safe to repeat, how it goes wrong. */
function complete(operation: OpenAPI.OperationObject, meta: RouteMeta, reads: boolean, versioned: boolean): void {
  const open = meta.mayCall === 'anybody'
  const byKey = !open && meta.mayCall !== 'guest' && !meta.person
  operation.description = [operation.description, callers(meta)].filter(Boolean).join('\n\n')
  operation.security = securityOf(meta)
  operation.parameters = [...(operation.parameters ?? []), ...headerParameters({ reads, byKey, versioned })]
  const answer = operation.responses!['200'] as OpenAPI.ResponseObject
  answer.description = 'As asked.'
  answer.headers = {
    ...(reads ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
    ...(byKey ? { RateLimit: { $ref: '#/components/headers/RateLimit' } } : {}),
  }
  operation.responses = {
    200: answer,
    ...(reads ? { 304: { description: 'Nothing has changed since the answer that `If-None-Match` names.' } } : {}),
    ...refusalsOf(operation, { versioned, open }),
  }
  if (versioned) versionMayStandInHeader(operation)
}

function refusalsOf(
  { responses }: OpenAPI.OperationObject,
  { versioned, open }: { versioned: boolean; open: boolean },
) {
  const stated = Object.keys(responses!).filter((status) => Number(status) >= 400)
  const all = new Set([...stated, '400', ...(versioned ? ['412'] : []), 'default'])
  if (open) all.delete('403')
  return Object.fromEntries([...all].map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]))
}

const nameOf = (status: string) => (status === 'default' ? 'Unforeseen' : `Problem${status}`)

function callers({ mayCall, person, proof }: RouteMeta): string {
  const who =
    mayCall === 'anybody'
      ? 'Open to anybody.'
      : mayCall === 'guest'
        ? 'For guests: people of a customer who came in by a personal link.'
        : mayCall === 'signedIn'
          ? 'For anybody signed in.'
          : `Needs the permission \`${mayCall}\`.`
  return [who, person && 'Not for API keys.', proof && 'Sessions have to have proven lately who they are.']
    .filter(Boolean)
    .join(' ')
}

function securityOf({ mayCall, person }: RouteMeta): OpenAPI.SecurityRequirementObject[] {
  if (mayCall === 'anybody') return []
  if (mayCall === 'guest') return [{ guest: [], guestLink: [] }]
  return person ? [{ session: [] }] : [{ key: [] }, { session: [] }]
}

/** A version may come by `If-Match` as well; then the body need not have it. */
function versionMayStandInHeader({ requestBody }: OpenAPI.OperationObject): void {
  const schema = (requestBody as OpenAPI.RequestBodyObject).content['application/json']!.schema as {
    required?: string[]
    properties: Record<string, { description?: string }>
  }
  schema.required = schema.required?.filter((name) => name !== 'version') ?? []
  if (schema.required.length === 0) delete schema.required
  schema.properties['version']!.description = 'The version that was changed, unless `If-Match` names it.'
}
