import type { LiveTopics } from '#web/live/live.ts'

// Lists of customers follow by themselves: they keep the order in which somebody is reading.
const ofAccount = [
  'accounts.get',
  'accounts.contacts',
  'accounts.assignments',
  'facts.changes',
  'facts.ofAccount',
  'facts.history',
  'timeline',
  'revenue',
  'renewals.ofAccount',
  'usage.account',
  'usage.history',
  'journey',
  'following.columns',
  'following.cards',
  'health',
  'cockpit',
]

/** Whose answers may have changed when the server tells a topic. */
export const topics: LiveTopics = {
  account: ofAccount,
  segment: ['facts.segments'],
  history: ['facts.changes', 'facts.history', 'facts.past', 'health'],
  cta: ['cockpit'],
  plan: ['plans', 'portal', 'facts.changes'],
  content: ['content'],
  map: ['journey', 'facts.catalogue'],
  renewal: ['renewals', 'expansion', 'churnStudy.reasons', 'churnStudy.lost', 'facts.changes'],
  ingest: ['usage.live', 'usage.quarantine', 'billing'],
  import: ['connect', 'accounts', ...ofAccount],
  view: ['accounts.views'],
  mail: ['outreach', 'mail'],
  settings: [
    'access',
    'revenue',
    'accounts.fields',
    'accounts.views',
    'facts.catalogue',
    'facts.segments',
    'usage',
    'health',
    'journey',
    'plans',
    'renewals',
    'expansion',
    'billing',
    'revenue',
    'cockpit',
  ],
}
