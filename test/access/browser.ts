import { createORPCClient } from '@orpc/client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { errorOfProblem, readableByClient } from '#kernel/problem.ts'
import { contract } from '#start/web/contract.ts'
import type { Api } from '#test/servers/server.ts'

/** Somebody at a browser who is not signed in yet; cookies are kept. `api` asks what access answers. */
export function browserAt(address: string): { api: Api['access']; cookie: () => string } {
  let cookie = ''
  const link = new OpenAPILink(contract, {
    url: `${address}/api/v1`,
    headers: () => ({ cookie }),
    fetch: async (request, init) => {
      const answer = await fetch(request, init)
      for (const given of answer.headers.getSetCookie()) cookie = given.split(';', 1)[0] ?? ''
      return readableByClient(answer)
    },
    customErrorResponseBodyDecoder: errorOfProblem,
  })
  return { api: createORPCClient<Api>(link).access, cookie: () => cookie }
}
