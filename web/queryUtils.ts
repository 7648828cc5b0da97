import { skipToken } from '@tanstack/react-query'

/** Asks a route; `signal` stops the asking. */
export type Send = (path: readonly string[], input: unknown, signal?: AbortSignal) => Promise<unknown>

type Input = { input?: unknown; queryKey?: readonly unknown[] }
type InfiniteInput = { input: (page: unknown) => unknown; initialPageParam: unknown; queryKey?: readonly unknown[] }
type Asked = { signal: AbortSignal; pageParam?: unknown }

const made = new Map<string, object>()

/**
 * What a page may ask of the routes at a path, as options of TanStack Query. The keys are
 * `[['accounts', 'get'], { input, type }]`, which the live stream matches (`live/live.ts`).
 */
export function utilsAt(path: readonly string[], send: Send): object {
  const name = path.join('.')
  const before = made.get(name)
  if (before) return before
  const own: Record<string, unknown> = leaf(path, send)
  const utils = new Proxy(own, {
    get: (_, key) => (typeof key !== 'string' ? undefined : (own[key] ?? utilsAt([...path, key], send))),
  })
  made.set(name, utils)
  return utils
}

function leaf(path: readonly string[], send: Send) {
  const key = (type?: string, input?: unknown) => [
    path,
    { ...(input === undefined ? {} : { input }), ...(type ? { type } : {}) },
  ]
  return {
    call: (input: unknown, options?: { signal?: AbortSignal }) => send(path, input, options?.signal),
    key: (options: { type?: string; input?: unknown } = {}) => key(options.type, options.input),
    queryKey: ({ input, queryKey }: Input = {}) => queryKey ?? key('query', input),
    queryOptions: ({ input, queryKey, ...rest }: Input = {}) => ({
      queryKey: queryKey ?? key('query', input === skipToken ? undefined : input),
      queryFn: input === skipToken ? skipToken : ({ signal }: Asked) => send(path, input, signal),
      ...rest,
    }),
    infiniteOptions: ({ input, queryKey, ...rest }: InfiniteInput) => ({
      queryKey: queryKey ?? key('infinite', input(rest.initialPageParam)),
      queryFn: ({ pageParam, signal }: Asked) => send(path, input(pageParam), signal),
      ...rest,
    }),
    mutationOptions: (rest: object = {}) => ({
      mutationKey: key('mutation'),
      mutationFn: (input: unknown) => send(path, input),
      ...rest,
    }),
  }
}
