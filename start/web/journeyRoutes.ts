import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { itemSearch, librarySearch } from '#capabilities/content/web/search.ts'
import { journeySearch } from '#capabilities/journey/web/board/search.ts'
import { outreachSearch } from '#capabilities/outreach/web/search.ts'
import { plansSearch } from '#capabilities/plans/web/all/search.ts'
import { textSearch } from '#web/router/search.ts'
import { frame } from './frameRoute.ts'
import { texts } from './prepare.ts'

export const plans = createRoute({
  getParentRoute: () => frame,
  path: '/plans',
  validateSearch: plansSearch,
  loader: () => texts('plans', 'planMeasures'),
  component: lazyRouteComponent(() => import('#capabilities/plans/web/all/Plans.tsx'), 'Plans'),
})

export const journeyMaps = createRoute({
  getParentRoute: () => frame,
  path: '/journey/maps',
  loader: () => texts('maps', 'following', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/journey/web/map/Maps.tsx'), 'Maps'),
})

export const journeyMap = createRoute({
  getParentRoute: () => frame,
  path: '/journey/maps/$key',
  validateSearch: textSearch('view'),
  loader: () => texts('maps', 'facts'),
  component: lazyRouteComponent(() => import('./JourneyMap.tsx'), 'JourneyMap'),
})

export const journey = createRoute({
  getParentRoute: () => frame,
  path: '/journey',
  validateSearch: journeySearch,
  loader: () => texts('following'),
  component: lazyRouteComponent(() => import('#capabilities/journey/web/board/Journey.tsx'), 'Journey'),
})

export const outreach = createRoute({
  getParentRoute: () => frame,
  path: '/outreach',
  validateSearch: outreachSearch,
  loader: () => texts('outreach', 'mail'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/Outreach.tsx'), 'Outreach'),
})

export const mailTemplate = createRoute({
  getParentRoute: () => frame,
  path: '/outreach/templates/$key',
  loader: () => texts('outreach'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/TemplatePage.tsx'), 'TemplatePage'),
})

export const mailSequence = createRoute({
  getParentRoute: () => frame,
  path: '/outreach/sequences/$key',
  loader: () => texts('outreach', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/SequencePage.tsx'), 'SequencePage'),
})

export const broadcast = createRoute({
  getParentRoute: () => frame,
  path: '/outreach/broadcasts/$id',
  loader: () => texts('outreach', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/BroadcastPage.tsx'), 'BroadcastPage'),
})

export const library = createRoute({
  getParentRoute: () => frame,
  path: '/content',
  validateSearch: librarySearch,
  loader: () => texts('content'),
  component: lazyRouteComponent(() => import('#capabilities/content/web/Library.tsx'), 'Library'),
})

export const contentItem = createRoute({
  getParentRoute: () => frame,
  path: '/content/$id',
  validateSearch: itemSearch,
  loader: () => texts('content'),
  component: lazyRouteComponent(() => import('#capabilities/content/web/ItemPage.tsx'), 'ItemPage'),
})
