import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { problemOf } from '#web/client.ts'
import { pastDayOf, textSearch } from '#web/router/search.ts'
import { type ListSearch, listSearch } from '#capabilities/accounts/web/list/search.ts'
import { ofSearch, todayQuery } from '#capabilities/cockpit/web/apis.ts'
import { renewalSearch } from '#capabilities/renewals/web/search.ts'
import { revenueSearch } from '#capabilities/revenue/web/revenue/search.ts'
import { expansionSearch } from '#capabilities/renewals/web/expansion/search.ts'
import { studySearch } from '#capabilities/renewals/web/study/apis.ts'
import { forecastSearch } from '#capabilities/renewals/web/forecast/range.ts'
import { journeySearch } from '#capabilities/journey/web/board/search.ts'
import { itemSearch, librarySearch } from '#capabilities/content/web/search.ts'
import { outreachSearch } from '#capabilities/outreach/web/search.ts'
import { plansSearch } from '#capabilities/plans/web/all/search.ts'
import { Nowhere } from '#web/shell/NotFound.tsx'
import { Frame } from './Frame.tsx'
import { prepareCustomer, prepareList, texts } from './prepare.ts'
import { meQuery } from './session.ts'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ notFoundComponent: Nowhere })

/** Pages behind the sign-in. */
const frame = createRoute({
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

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: textSearch('next'),
  component: lazyRouteComponent(() => import('#capabilities/access/web/entry/SignIn.tsx'), 'SignIn'),
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
  loader: ({ context, deps, params, preload }) => {
    prepareCustomer(context.queries, params.id, preload, deps.asOf)
    return deps.asOf
      ? texts('customer', 'timeline', 'facts')
      : texts('customer', 'health', 'journey', 'cockpit', 'timeline', 'revenue')
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

const renewals = createRoute({
  getParentRoute: () => frame,
  path: '/renewals',
  validateSearch: renewalSearch,
  loader: () => texts('renewals', 'renewalViews'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/Renewals.tsx'), 'Renewals'),
})

const forecast = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/forecast',
  validateSearch: forecastSearch,
  loader: () => texts('renewals', 'renewalViews', 'renewalAccuracy'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/forecast/Forecast.tsx'), 'Forecast'),
})

const expansion = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/expansion',
  validateSearch: expansionSearch,
  loader: () => texts('expansion', 'renewals'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/expansion/Expansion.tsx'), 'Expansion'),
})

const churnStudy = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/study',
  validateSearch: studySearch,
  loader: () => texts('churnStudy', 'renewals'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/study/ChurnStudy.tsx'), 'ChurnStudy'),
})

const renewal = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/$id',
  loader: () => texts('renewals', 'renewalPapers'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/RenewalPage.tsx'), 'RenewalPage'),
})

const renewalSheet = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/$id/sheet',
  loader: () => texts('renewals', 'renewalPapers'),
  component: lazyRouteComponent(() => import('#capabilities/renewals/web/papers/Sheet.tsx'), 'Sheet'),
})

const plans = createRoute({
  getParentRoute: () => frame,
  path: '/plans',
  validateSearch: plansSearch,
  loader: () => texts('plans', 'planMeasures'),
  component: lazyRouteComponent(() => import('#capabilities/plans/web/all/Plans.tsx'), 'Plans'),
})

const journeyMaps = createRoute({
  getParentRoute: () => frame,
  path: '/journey/maps',
  loader: () => texts('maps', 'following', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/journey/web/map/Maps.tsx'), 'Maps'),
})

const journeyMap = createRoute({
  getParentRoute: () => frame,
  path: '/journey/maps/$key',
  validateSearch: textSearch('view'),
  loader: () => texts('maps', 'facts'),
  component: lazyRouteComponent(() => import('./JourneyMap.tsx'), 'JourneyMap'),
})

const journey = createRoute({
  getParentRoute: () => frame,
  path: '/journey',
  validateSearch: journeySearch,
  loader: () => texts('following'),
  component: lazyRouteComponent(() => import('#capabilities/journey/web/board/Journey.tsx'), 'Journey'),
})

const outreach = createRoute({
  getParentRoute: () => frame,
  path: '/outreach',
  validateSearch: outreachSearch,
  loader: () => texts('outreach', 'mail'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/Outreach.tsx'), 'Outreach'),
})

const mailTemplate = createRoute({
  getParentRoute: () => frame,
  path: '/outreach/templates/$key',
  loader: () => texts('outreach'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/TemplatePage.tsx'), 'TemplatePage'),
})

const mailSequence = createRoute({
  getParentRoute: () => frame,
  path: '/outreach/sequences/$key',
  loader: () => texts('outreach', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/SequencePage.tsx'), 'SequencePage'),
})

const broadcast = createRoute({
  getParentRoute: () => frame,
  path: '/outreach/broadcasts/$id',
  loader: () => texts('outreach', 'facts'),
  component: lazyRouteComponent(() => import('#capabilities/outreach/web/BroadcastPage.tsx'), 'BroadcastPage'),
})

const library = createRoute({
  getParentRoute: () => frame,
  path: '/content',
  validateSearch: librarySearch,
  loader: () => texts('content'),
  component: lazyRouteComponent(() => import('#capabilities/content/web/Library.tsx'), 'Library'),
})

const contentItem = createRoute({
  getParentRoute: () => frame,
  path: '/content/$id',
  validateSearch: itemSearch,
  loader: () => texts('content'),
  component: lazyRouteComponent(() => import('#capabilities/content/web/ItemPage.tsx'), 'ItemPage'),
})

const revenue = createRoute({
  getParentRoute: () => frame,
  path: '/revenue',
  validateSearch: revenueSearch,
  loader: () => texts('revenuePage', 'conventions'),
  component: lazyRouteComponent(() => import('#capabilities/revenue/web/revenue/RevenuePage.tsx'), 'RevenuePage'),
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
    segment,
    settings.addChildren([settingsPart, scorecard, settingsRule, planTemplate]),
  ]),
])
