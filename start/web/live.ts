import type { LiveTopics } from '#web/live/live.ts'

const aboutAccounts = ['accounts', 'timeline', 'revenue', 'usage', 'journey', 'health', 'cockpit']

/** Whose answers may have changed when the server tells a topic. */
export const topics: LiveTopics = {
  account: aboutAccounts,
  cta: ['cockpit'],
  ingest: ['usage'],
  import: ['connect', ...aboutAccounts],
  view: ['accounts'],
  settings: ['access', 'accounts', 'facts', 'usage', 'health', 'journey', 'cockpit'],
}
