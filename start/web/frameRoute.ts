import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { problemOf } from '#web/client.ts'
import { Nowhere } from '#web/shell/NotFound.tsx'
import { Frame } from './Frame.tsx'
import { meQuery } from './session.ts'

/** What every page stands in. */
export const root = createRootRouteWithContext<{ queries: QueryClient }>()({ notFoundComponent: Nowhere })

/** Pages behind the sign-in. */
export const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery)
    } catch (error) {
      if (problemOf(error).code !== 'UNAUTHORIZED') throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    }
  },
})
