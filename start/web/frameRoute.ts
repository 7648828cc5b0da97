import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { problemOf } from '#web/client.ts'
import { painted } from '#web/router/painted.ts'
import { Nowhere } from '#web/shell/NotFound.tsx'
import { Frame } from './Frame.tsx'
import { meQuery } from './session.ts'

/** What every page stands in. */
export const root = createRootRouteWithContext<{ queries: QueryClient }>()({ notFoundComponent: Nowhere })

let shownAt: string | null = null

/** Pages behind the sign-in. Drawing the next one takes a tenth of a second; that its link was pressed is seen before. */
export const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location, preload }) => {
    if (!preload) {
      if (shownAt !== null && shownAt !== location.pathname) await painted()
      shownAt = location.pathname
    }
    try {
      await context.queries.ensureQueryData(meQuery)
    } catch (error) {
      if (problemOf(error).code !== 'UNAUTHORIZED') throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    }
  },
})
