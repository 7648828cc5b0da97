import { QueryClient } from '@tanstack/react-query'
import { problemOf } from './client.ts'

/** Answers stay fresh until the live stream says otherwise, so moving between pages shows what is there at once. */
export function newQueryClient(onSignedOut: () => void, onOwing: () => void): QueryClient {
  const signedOut = (error: unknown) => {
    const { code } = problemOf(error)
    if (code === 'UNAUTHORIZED') onSignedOut()
    if (code === 'FACTOR_OWED') onOwing()
  }
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 600_000,
        refetchOnWindowFocus: true,
        // While the server or its database is away the page says so, and comes back by itself.
        refetchInterval: (query) => (isAway(query.state.error) ? awayPause : false),
        retry: (times, error) => problemOf(error).code === 'OFFLINE' && times < 2,
      },
    },
  })
  client.getQueryCache().config.onError = signedOut
  client.getMutationCache().config.onError = signedOut
  return client
}

const awayPause = 3000 // ms

const isAway = (error: unknown) => error !== null && ['UNAVAILABLE', 'OFFLINE'].includes(problemOf(error).code)
