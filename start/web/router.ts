import { createRouter } from '@tanstack/react-router'
import { newQueryClient } from '#web/queries.ts'
import { PageFailed } from '#web/shell/PageFailed.tsx'
import { routeTree } from './routes.ts'
import { meQuery } from './session.ts'

/** Answers of the server, kept between pages. */
export const queries = newQueryClient(
  () => {
    if (router.state.location.pathname !== '/sign-in') void leave(router.state.location.href)
  },
  () => void queries.invalidateQueries({ queryKey: meQuery.queryKey }),
)

/** The application's addresses. Code of a page is fetched when its link is pointed at. */
export const router = createRouter({
  routeTree,
  context: { queries },
  defaultPreload: 'intent',
  defaultPreloadDelay: 30,
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/** To the sign-in, and back to `next` afterwards. Nothing of what was seen is kept. */
export async function leave(next: string): Promise<void> {
  await router.navigate({ to: '/sign-in', search: next === '/' ? {} : { next } })
  queries.clear()
}
