import { OpenAPIGenerator } from '@orpc/openapi'
import type { AnyRouter } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { apiPrefix } from './api.ts'
import { mayCallOf } from './guard.ts'

/** The description of the API (OpenAPI 3.1), made from the contracts when it is first asked for. */
export function openApiDocument(router: AnyRouter, version: string): () => Promise<object> {
  let document: Promise<object> | undefined
  return () => {
    document ??= generate(router, version)
    return document
  }
}

async function generate(router: AnyRouter, version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(router, {
    info: {
      title: 'Banso',
      version,
      description:
        'Customer success, self-hosted. Errors are problem documents (RFC 9457); lists are read by cursor; money is ' +
        'an integer of minor units.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiPrefix }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'banso_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'banso_session' },
      },
    },
    security: [{ key: [] }, { session: [] }],
    filter: ({ contract }) => mayCallOf(contract['~orpc'].meta) !== 'undeclared',
  })
}
