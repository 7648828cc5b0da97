import i18next from 'i18next'
import { queries, router } from './router.ts'
import { meQuery } from './session.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The capabilities whose texts the page speaks, so that they come together with its code. */
    texts?: readonly string[]
  }
}

/**
 * Fetches at once what the first page will need one after the other: who is signed in, the page's code, its texts.
 * Returns how to fetch the texts, once there is a language.
 */
export function warmUp(): () => void {
  const matched = router.matchRoutes(router.latestLocation)
  const routes = matched.map((match) => router.routesById[match.routeId as keyof typeof router.routesById])
  if (matched.some((match) => match.routeId === '/frame')) void queries.prefetchQuery(meQuery)
  for (const route of routes) {
    const component: unknown = route.options.component
    if (typeof component === 'function' && 'preload' in component)
      void (component as { preload: () => unknown }).preload()
  }
  const texts = routes.flatMap((route) => route.options.staticData?.texts ?? [])
  return () => void i18next.loadNamespaces(texts)
}
