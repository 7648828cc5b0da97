import type { OpenAPI } from '@orpc/openapi'

/** Headers of answers. */
export const headerShapes: Record<string, OpenAPI.HeaderObject> = {
  ETag: {
    description: 'Names this very answer, and begins with the version of what is shown where that can be changed.',
    schema: { type: 'string', example: '"v3.0Uo2GQ4vXnW2bq1o7a5yEw"' },
  },
  RateLimit: {
    description: 'What is left of the share of this key or person (`r`), and for how many seconds it is to last (`t`).',
    schema: { type: 'string', example: '"key";r=599;t=42' },
  },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer', example: 30 } },
}

/** Headers that requests may carry. */
export const parameterShapes: Record<string, OpenAPI.ParameterObject> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Of your own making. Sent again within 24 hours, the write is answered as it was, and not done twice.',
    schema: { type: 'string', maxLength: 200 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` of what was read: changes it only if it is still of that version (else 412).',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` of the answer that is there: 304 if nothing has changed since.',
    schema: { type: 'string' },
  },
}

/** The headers a request of a route may carry. */
export function headerParameters(of: { reads: boolean; byKey: boolean; versioned: boolean }) {
  const named = [
    of.reads && 'IfNoneMatch',
    !of.reads && of.byKey && 'IdempotencyKey',
    of.versioned && 'IfMatch',
  ].filter((name) => name !== false)
  return named.map((name) => ({ $ref: `#/components/parameters/${name}` }))
}
