import { createORPCClient, ORPCError } from '@orpc/client'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { type Problem, readableByClient } from '#kernel/problem.ts'
import { currentLanguage } from './i18n/i18n.ts'

type Call = { call: OpenAPILink<Record<never, never>>['call'] }
let link: Call | undefined

/** Connects the client to the routes of a (merged) contract; `start/web` does it once, before the first page. */
export function connect(contract: AnyContractRouter): void {
  link = new OpenAPILink(contract, {
    url: `${location.origin}/api/v1`,
    headers: () => ({ 'accept-language': currentLanguage() }),
    fetch: async (request, init) => readableByClient(await fetch(request, { ...init, credentials: 'same-origin' })),
    customErrorResponseBodyDecoder: (body, response) => {
      const told = isProblem(body) ? body : unforeseen(response.status)
      return new ORPCError(told.code, { status: told.status, message: told.title, data: told })
    },
  })
}

const lazyLink: Call = {
  call: (path, input, options) => {
    if (!link) throw new Error('the client is not connected')
    return link.call(path, input, options)
  },
}
const client = createORPCClient<Record<string, never>>(lazyLink)

/**
 * The routes of one capability, typed by its contract (import the contract as a type only), as TanStack Query options:
 * `const accounts = api<typeof accountsContract>('accounts')`, then `useQuery(accounts.list.queryOptions({ input }))`,
 * `useMutation(accounts.update.mutationOptions())`, `accounts.list.call(input)`.
 */
export function api<Contract extends AnyContractRouter>(
  capability: string,
): RouterUtils<ContractRouterClient<Contract>> {
  return createTanstackQueryUtils(client[capability] as never, { path: [capability] }) as never
}

/** What an error of a call tells; whatever is no answer of the server counts as `OFFLINE`, with no words of its own. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && isProblem(error.data)) return error.data
  return { ...unforeseen(0), code: 'OFFLINE' }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body
}

// A proxy in between answers in its own words, which nobody here can read.
function unforeseen(status: number): Problem {
  const code = `HTTP_${status}`
  return {
    type: '',
    title: '',
    detail: '',
    status: Math.max(status, 400),
    instance: '',
    code,
    defined: false,
    message: '',
  }
}
