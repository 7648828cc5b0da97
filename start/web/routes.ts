import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { pastDayOf, textSearch } from '#web/router/search.ts'
import { type ListSearch, listSearch } from '#capabilities/accounts/web/list/search.ts'
import { searchSearch } from '#capabilities/timeline/web/search/apis.ts'
import { ofSearch, todayQuery } from '#capabilities/cockpit/web/apis.ts'
import { frame, root } from './frameRoute.ts'
import {
  broadcast,
  contentItem,
  journey,
  journeyMap,
  journeyMaps,
  library,
  mailSequence,
  mailTemplate,
  outreach,
  plans,
} from './journeyRoutes.ts'
import { prepareCustomer, prepareList, texts } from './prepare.ts'
import { churnStudy, expansion, forecast, renewal, renewals, renewalSheet, revenue } from './renewalRoutes.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: textSearch('next', 'refused'),
  component: lazyRouteComponent(() => import('#capabilities/access/web/entry/SignIn.tsx'), 'SignIn'),
})

const proven = createRoute({
  getParentRoute: () => root,
  path: '/proven',
  component: lazyRouteComponent(() => import('#capabilities/access/web/entry/Proven.tsx'), 'Proven'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('#capabilities/access/web/entry/Setup.tsx'), 'Setup'),
})

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('#capabilities/access/web/entry/Invite.tsx'), 'Invite'),
})

const customers = createRoute({
  getParentRoute: () => frame,
  path: '/customers',
  validateSearch: listSearch,
  loaderDeps: ({ search }: { search: ListSearch }) => search,
  loader: ({ context, deps }) => {
    prepareList(context.queries, deps)
    return texts('list')
  },
  component: lazyRouteComponent(() => import('#capabilities/accounts/web/list/CustomerList.tsx'), 'CustomerList'),
})

const customer = createRoute({
  getParentRoute: () => frame,
  path: '/customers/$id',
  validateSearch: textSearch('tab', 'asOf'),
  loaderDeps: ({ search }: { search: { asOf?: string } }) => pastDayOf(search),
  loader: ({ context, deps, params }) => {
    prepareCustomer(context.queries, params.id, deps.asOf)
    return deps.asOf
      ? texts('customer', 'timeline', 'facts')
      : texts('customer', 'health', 'journey', 'cockpit', 'timeline', 'revenue', 'conventions')
  },
  component: lazyRouteComponent(() => import('./customer/CustomerPage.tsx'), 'CustomerPage'),
})

const today = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: textSearch('of'),
  loaderDeps: ({ search }: { search: { of?: string } }) => ({ of: search.of }),
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(todayQuery(ofSearch(deps.of)))
    return texts('cockpit')
  },
  component: lazyRouteComponent(() => import('./TodayPage.tsx'), 'TodayPage'),
})

const guide = createRoute({
  getParentRoute: () => frame,
  path: '/start',
  component: lazyRouteComponent(() => import('./Guide.tsx'), 'Guide'),
})

const imports = createRoute({
  getParentRoute: () => frame,
  path: '/imports',
  validateSearch: textSearch('kind'),
  component: lazyRouteComponent(() => import('#capabilities/connect/web/Imports.tsx'), 'Imports'),
})

const oneImport = createRoute({
  getParentRoute: () => frame,
  path: '/imports/$id',
  validateSearch: textSearch('step'),
  component: lazyRouteComponent(() => import('#capabilities/connect/web/ImportPage.tsx'), 'ImportPage'),
})

const adoption = createRoute({
  getParentRoute: () => frame,
  path: '/adoption',
  validateSearch: textSearch('tab', 'days', 'metric', 'of', 'steps', 'within'),
  loader: () => texts('adoption'),
  component: lazyRouteComponent(() => import('#capabilities/usage/web/adoption/Adoption.tsx'), 'Adoption'),
})

const ingest = createRoute({
  getParentRoute: () => frame,
  path: '/ingest',
  validateSearch: textSearch('tab'),
  component: lazyRouteComponent(() => import('#capabilities/usage/web/Ingest.tsx'), 'Ingest'),
})

const search = createRoute({
  getParentRoute: () => frame,
  path: '/search',
  validateSearch: searchSearch,
  loader: () => texts('search'),
  component: lazyRouteComponent(() => import('#capabilities/timeline/web/search/Search.tsx'), 'Search'),
})

const segment = createRoute({
  getParentRoute: () => frame,
  path: '/segments/$id',
  validateSearch: textSearch('m'),
  loader: () => texts('segments', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/facts/web/segments/SegmentPage.tsx'), 'SegmentPage'),
})

const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  beforeLoad: ({ location }) => {
    if (location.pathname.replace(/\/$/, '') === '/settings') {
      throw redirect({ to: '/settings/$part', params: { part: 'profile' }, replace: true })
    }
  },
})

const settingsPart = createRoute({
  getParentRoute: () => settings,
  path: '$part',
  validateSearch: textSearch('new', 'c'),
  component: lazyRouteComponent(() => import('./settings/Settings.tsx'), 'Settings'),
})

const settingsRule = createRoute({
  getParentRoute: () => settings,
  path: 'rules/$id',
  validateSearch: textSearch('c', 'name'),
  loader: () => texts('rules', 'cockpit', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/cockpit/web/rules/RulePage.tsx'), 'RulePage'),
})

const scorecard = createRoute({
  getParentRoute: () => settings,
  path: 'scorecards/$card',
  validateSearch: textSearch('from'),
  loader: () => texts('scorecards', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/health/web/editor/CardPage.tsx'), 'CardPage'),
})

const planTemplate = createRoute({
  getParentRoute: () => settings,
  path: 'plans/$key',
  loader: () => texts('planTemplates', 'planShare', 'plans', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/plans/web/templates/TemplatePage.tsx'), 'TemplatePage'),
})

/** The one route table: an address stands here, or it does not exist. */
export const routeTree = root.addChildren([
  signIn,
  proven,
  setup,
  join,
  frame.addChildren([
    today,
    guide,
    customers,
    customer,
    journey,
    journeyMaps,
    journeyMap,
    plans,
    outreach,
    mailTemplate,
    mailSequence,
    broadcast,
    library,
    contentItem,
    renewals,
    forecast,
    expansion,
    churnStudy,
    renewal,
    renewalSheet,
    revenue,
    adoption,
    imports,
    oneImport,
    ingest,
    search,
    segment,
    settings.addChildren([settingsPart, scorecard, settingsRule, planTemplate]),
  ]),
])
