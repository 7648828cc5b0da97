import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { expansionSearch } from '#capabilities/renewals/web/expansion/search.ts'
import { forecastSearch } from '#capabilities/renewals/web/forecast/range.ts'
import { renewalSearch } from '#capabilities/renewals/web/search.ts'
import { studySearch } from '#capabilities/renewals/web/study/apis.ts'
import { revenueSearch } from '#capabilities/revenue/web/revenue/search.ts'
import { frame } from './frameRoute.ts'
import { texts } from './prepare.ts'

export const renewals = createRoute({
  getParentRoute: () => frame,
  path: '/renewals',
  validateSearch: renewalSearch,
  loader: () => texts('renewals', 'renewalViews'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/Renewals.tsx'), 'Renewals'),
})

export const forecast = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/forecast',
  validateSearch: forecastSearch,
  loader: () => texts('renewals', 'renewalViews', 'renewalAccuracy'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/forecast/Forecast.tsx'), 'Forecast'),
})

export const expansion = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/expansion',
  validateSearch: expansionSearch,
  loader: () => texts('expansion', 'renewals'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/expansion/Expansion.tsx'), 'Expansion'),
})

export const churnStudy = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/study',
  validateSearch: studySearch,
  loader: () => texts('churnStudy', 'renewals'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/study/ChurnStudy.tsx'), 'ChurnStudy'),
})

export const renewal = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/$id',
  loader: () => texts('renewals', 'renewalPapers'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/RenewalPage.tsx'), 'RenewalPage'),
})

export const renewalSheet = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/$id/sheet',
  loader: () => texts('renewals', 'renewalPapers'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/papers/Sheet.tsx'), 'Sheet'),
})

export const revenue = createRoute({
  getParentRoute: () => frame,
  path: '/revenue',
  validateSearch: revenueSearch,
  loader: () => texts('revenuePage', 'conventions'),
  component: lazyRouteComponent(() => import('#capabilities/revenue/web/revenue/RevenuePage.tsx'), 'RevenuePage'),
})
