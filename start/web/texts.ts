import type { Language } from '#web/i18n/copy.ts'
import type { LoadTexts } from '#web/i18n/i18n.ts'

type Texts = { [Key in Language]: () => Promise<object> }

/**
 * Where the texts of each capability are, by the name they are asked for (`useTranslation('timeline')`). Each is loaded
 * when a page first speaks it. A capability with texts of its own stands here.
 */
const texts: Record<string, Texts> = {
  web: {
    ja: () => import('#web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#web/copy.en.ts').then((copy) => copy.en),
  },
  app: {
    ja: () => import('./copy.ja.ts').then((copy) => copy.ja),
    en: () => import('./copy.en.ts').then((copy) => copy.en),
  },
  access: {
    ja: () => import('#capabilities/access/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/access/web/copy.en.ts').then((copy) => copy.en),
  },
  privacy: {
    ja: () => import('#capabilities/access/web/privacy/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/access/web/privacy/copy.en.ts').then((copy) => copy.en),
  },
  limits: {
    ja: () => import('#capabilities/limits/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/limits/web/copy.en.ts').then((copy) => copy.en),
  },
  entry: {
    ja: () => import('#capabilities/access/web/entry/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/access/web/entry/copy.en.ts').then((copy) => copy.en),
  },
  list: {
    ja: () => import('#capabilities/accounts/web/list/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/accounts/web/list/copy.en.ts').then((copy) => copy.en),
  },
  customer: {
    ja: () => import('#capabilities/accounts/web/customer/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/accounts/web/customer/copy.en.ts').then((copy) => copy.en),
  },
  cockpit: {
    ja: () => import('#capabilities/cockpit/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/cockpit/web/copy.en.ts').then((copy) => copy.en),
  },
  rules: {
    ja: () => import('#capabilities/cockpit/web/rules/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/cockpit/web/rules/copy.en.ts').then((copy) => copy.en),
  },
  apiKeys: {
    ja: () => import('#capabilities/connect/web/keys/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/connect/web/keys/copy.en.ts').then((copy) => copy.en),
  },
  webhooks: {
    ja: () => import('#capabilities/connect/web/webhooks/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/connect/web/webhooks/copy.en.ts').then((copy) => copy.en),
  },
  imports: {
    ja: () => import('#capabilities/connect/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/connect/web/copy.en.ts').then((copy) => copy.en),
  },
  fields: {
    ja: () => import('#capabilities/accounts/web/fields/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/accounts/web/fields/copy.en.ts').then((copy) => copy.en),
  },
  facts: {
    ja: () => import('#capabilities/facts/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/facts/web/copy.en.ts').then((copy) => copy.en),
  },
  segments: {
    ja: () => import('#capabilities/facts/web/segments/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/facts/web/segments/copy.en.ts').then((copy) => copy.en),
  },
  health: {
    ja: () => import('#capabilities/health/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/health/web/copy.en.ts').then((copy) => copy.en),
  },
  scorecards: {
    ja: () => import('#capabilities/health/web/editor/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/health/web/editor/copy.en.ts').then((copy) => copy.en),
  },
  proof: {
    ja: () => import('#capabilities/health/web/proof/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/health/web/proof/copy.en.ts').then((copy) => copy.en),
  },
  journey: {
    ja: () => import('#capabilities/journey/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/journey/web/copy.en.ts').then((copy) => copy.en),
  },
  following: {
    ja: () => import('#capabilities/journey/web/board/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/journey/web/board/copy.en.ts').then((copy) => copy.en),
  },
  maps: {
    ja: () => import('#capabilities/journey/web/map/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/journey/web/map/copy.en.ts').then((copy) => copy.en),
  },
  plans: {
    ja: () => import('#capabilities/plans/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/plans/web/copy.en.ts').then((copy) => copy.en),
  },
  planMeasures: {
    ja: () => import('#capabilities/plans/web/measures/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/plans/web/measures/copy.en.ts').then((copy) => copy.en),
  },
  planShare: {
    ja: () => import('#capabilities/plans/web/share/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/plans/web/share/copy.en.ts').then((copy) => copy.en),
  },
  planTemplates: {
    ja: () => import('#capabilities/plans/web/templates/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/plans/web/templates/copy.en.ts').then((copy) => copy.en),
  },
  outreach: {
    ja: () => import('#capabilities/outreach/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/outreach/web/copy.en.ts').then((copy) => copy.en),
  },
  content: {
    ja: () => import('#capabilities/content/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/content/web/copy.en.ts').then((copy) => copy.en),
  },
  renewals: {
    ja: () => import('#capabilities/renewals/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/renewals/web/copy.en.ts').then((copy) => copy.en),
  },
  renewalViews: {
    ja: () => import('#capabilities/renewals/web/views/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/renewals/web/views/copy.en.ts').then((copy) => copy.en),
  },
  churnStudy: {
    ja: () => import('#capabilities/renewals/web/study/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/renewals/web/study/copy.en.ts').then((copy) => copy.en),
  },
  expansion: {
    ja: () => import('#capabilities/renewals/web/expansion/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/renewals/web/expansion/copy.en.ts').then((copy) => copy.en),
  },
  renewalAccuracy: {
    ja: () => import('#capabilities/renewals/web/forecast/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/renewals/web/forecast/copy.en.ts').then((copy) => copy.en),
  },
  renewalPapers: {
    ja: () => import('#capabilities/renewals/web/papers/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/renewals/web/papers/copy.en.ts').then((copy) => copy.en),
  },
  billing: {
    ja: () => import('#capabilities/revenue/web/billing/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/billing/copy.en.ts').then((copy) => copy.en),
  },
  revenue: {
    ja: () => import('#capabilities/revenue/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/copy.en.ts').then((copy) => copy.en),
  },
  revenuePage: {
    ja: () => import('#capabilities/revenue/web/revenue/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/revenue/copy.en.ts').then((copy) => copy.en),
  },
  revenueWhy: {
    ja: () => import('#capabilities/revenue/web/revenue/why/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/revenue/why/copy.en.ts').then((copy) => copy.en),
  },
  reconcile: {
    ja: () => import('#capabilities/revenue/web/revenue/reconcile/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/revenue/reconcile/copy.en.ts').then((copy) => copy.en),
  },
  conventions: {
    ja: () => import('#capabilities/revenue/web/revenue/conventions/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/revenue/conventions/copy.en.ts').then((copy) => copy.en),
  },
  mail: {
    ja: () => import('#capabilities/outreach/web/delivery/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/outreach/web/delivery/copy.en.ts').then((copy) => copy.en),
  },
  timeline: {
    ja: () => import('#capabilities/timeline/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/timeline/web/copy.en.ts').then((copy) => copy.en),
  },
  search: {
    ja: () => import('#capabilities/timeline/web/search/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/timeline/web/search/copy.en.ts').then((copy) => copy.en),
  },
  adoption: {
    ja: () => import('#capabilities/usage/web/adoption/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/usage/web/adoption/copy.en.ts').then((copy) => copy.en),
  },
  coverage: {
    ja: () => import('#capabilities/usage/web/coverage/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/usage/web/coverage/copy.en.ts').then((copy) => copy.en),
  },
  metrics: {
    ja: () => import('#capabilities/usage/web/metrics/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/usage/web/metrics/copy.en.ts').then((copy) => copy.en),
  },
  products: {
    ja: () => import('#capabilities/revenue/web/catalogue/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/catalogue/copy.en.ts').then((copy) => copy.en),
  },
  rates: {
    ja: () => import('#capabilities/revenue/web/rates/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/revenue/web/rates/copy.en.ts').then((copy) => copy.en),
  },
  usage: {
    ja: () => import('#capabilities/usage/web/copy.ja.ts').then((copy) => copy.ja),
    en: () => import('#capabilities/usage/web/copy.en.ts').then((copy) => copy.en),
  },
}

/** Texts that every page shows. */
export const firstTexts = ['web', 'app'] as const

/** The texts of a capability in a language. */
export const loadTexts: LoadTexts = (capability, language) => {
  const found = texts[capability]
  return found ? found[language]() : Promise.reject(new Error(`no texts are called ${capability}`))
}
