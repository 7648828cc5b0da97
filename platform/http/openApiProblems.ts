import type { OpenAPI } from '@orpc/openapi'

/** Problem documents as they are sent (`#kernel/problem.ts`). */
export const problemSchema: OpenAPI.SchemaObject = {
  type: 'object',
  description: 'What went wrong, by RFC 9457; words are in the caller’s language.',
  properties: {
    type: { type: 'string', description: '`urn:banso:problem:` and the code in lower case.' },
    title: { type: 'string', description: 'What happened.' },
    detail: { type: 'string', description: 'What was kept, and what to do.' },
    status: { type: 'integer' },
    instance: { type: 'string', description: 'The id by which the request is found in the log.' },
    code: { type: 'string', description: 'For programs, such as `NOT_FOUND`.' },
    defined: { type: 'boolean' },
    message: { type: 'string' },
    data: { description: 'More, by code.' },
    issues: {
      type: 'array',
      description: 'The values that were refused, each with the rule it breaks.',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string' },
          line: { type: 'integer' },
          column: { type: 'string' },
          value: { type: 'string' },
          rule: { type: 'string' },
        },
        required: ['field', 'rule'],
      },
    },
  },
  required: ['type', 'title', 'detail', 'status', 'instance', 'code', 'defined', 'message'],
}

const said: Record<string, string> = {
  400: 'The request is not of the shape described here.',
  401: 'Nobody is signed in, the key does not count, or something is still to be proven.',
  403: 'The caller may not do this; `data.needs` names the permission.',
  404: 'There is no such thing, or not for this caller.',
  409: 'Somebody else was faster, or what is there stands against it.',
  412: 'It is no longer as `If-Match` says: somebody else changed it meanwhile.',
  422: 'Values were refused; `issues` names each with the rule it breaks. Nothing was changed.',
  429: 'Too many calls; `Retry-After` says for how many seconds to wait.',
  503: 'A store cannot be reached for the moment. Nothing that was saved is lost; try again shortly.',
  507: 'There is no room left on the disk. Nothing that was saved is lost; deleting and looking still work.',
}

const problem = (description: string, example: object): OpenAPI.ResponseObject => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } },
})

const codes: Record<string, string> = {
  400: 'BAD_REQUEST', 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: 'CONFLICT',
  412: 'PRECONDITION_FAILED', 422: 'REFUSED', 429: 'TOO_MANY', 503: 'UNAVAILABLE', 507: 'NO_SPACE',
  500: 'INTERNAL_SERVER_ERROR',
} // biome-ignore format: a table of pairs

const example = (status: string) => ({
  type: `urn:banso:problem:${codes[status]!.toLowerCase()}`,
  title: 'In the caller’s language',
  detail: 'What was kept, and what to do.',
  status: Number(status),
  instance: '01980000-0000-7000-8000-000000000000',
  code: codes[status],
  defined: true,
  message: 'In the caller’s language',
})

const waiting = new Set(['429', '503', '507'])

/** How any route may go wrong, under `Problem<status>`. */
export const problemAnswers: Record<string, OpenAPI.ResponseObject> = {
  ...Object.fromEntries(
    Object.entries(said).map(([status, description]) => {
      const answer = problem(description, example(status))
      const headers = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }
      return [`Problem${status}`, waiting.has(status) ? { ...answer, headers } : answer]
    }),
  ),
  Unforeseen: problem('Anything else that went wrong, ours or of the request.', example('500')),
}
